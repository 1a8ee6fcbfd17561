/* SPDX-License-Identifier: MIT
**
** The messages, fields and values of FIT that are used here, by their numbers
** in the public FIT profile (version 21). Scales and offsets stand beside the
** fields: value = raw / scale - offset.
*/
#ifndef HL_READ_FIT_PROFILE_H
#define HL_READ_FIT_PROFILE_H

/* FIT time is seconds since 1989-12-31T00:00:00Z; values below the minimum are
** seconds since the device was switched on and no date. */
#define HL_FIT_EPOCH_S INT64_C(631065600)
#define HL_FIT_MIN_DATE UINT32_C(0x10000000)

enum hl_fit_mesg {
  HL_FIT_FILE_ID = 0,
  HL_FIT_SPORT = 12,
  HL_FIT_SESSION = 18,
  HL_FIT_LAP = 19,
  HL_FIT_RECORD = 20,
  HL_FIT_EVENT = 21,
  HL_FIT_DEVICE_INFO = 23,
  HL_FIT_ACTIVITY = 34,
};

enum {
  HL_FIT_TIMESTAMP = 253
}; /* of every message */

enum hl_fit_file_id_field {
  HL_FIT_FILE_TYPE = 0,
  HL_FIT_FILE_MANUFACTURER = 1,
  HL_FIT_FILE_PRODUCT = 2,
  HL_FIT_FILE_SERIAL = 3,
  HL_FIT_FILE_CREATED = 4,
  HL_FIT_FILE_PRODUCT_NAME = 8,
};

enum hl_fit_file_type {
  HL_FIT_TYPE_ACTIVITY = 4,
  HL_FIT_TYPE_COURSE = 6,
};

enum hl_fit_device_field {
  HL_FIT_DEVICE_INDEX = 0, /* 0: the device that wrote the file */
  HL_FIT_DEVICE_MANUFACTURER = 2,
  HL_FIT_DEVICE_PRODUCT = 4,
  HL_FIT_DEVICE_PRODUCT_NAME = 27,
};

enum hl_fit_sport_field {
  HL_FIT_SPORT_SPORT = 0,
  HL_FIT_SPORT_SUB = 1,
};

enum hl_fit_session_field {
  HL_FIT_SESSION_START = 2,
  HL_FIT_SESSION_SPORT = 5,
  HL_FIT_SESSION_SUB = 6,
  HL_FIT_SESSION_FEEL = 192, /* 0 bad .. 100 good */
  HL_FIT_SESSION_RPE = 193,  /* 10 times Borg CR10 */
};

enum hl_fit_lap_field {
  HL_FIT_LAP_START = 2,
  HL_FIT_LAP_ELAPSED = 7,  /* 1000, s, with pauses */
  HL_FIT_LAP_TIMER = 8,    /* 1000, s, without pauses */
  HL_FIT_LAP_DISTANCE = 9, /* 100, m */
  HL_FIT_LAP_MEAN_HR = 15,
  HL_FIT_LAP_MAX_HR = 16,
  HL_FIT_LAP_INTENSITY = 23,
  HL_FIT_LAP_TRIGGER = 24,
  HL_FIT_LAP_SPORT = 25,
  HL_FIT_LAP_SUB = 39,
};

enum {
  HL_FIT_INTENSITY_REST = 1,
  HL_FIT_INTENSITY_RECOVERY = 4
};

enum hl_fit_record_field {
  HL_FIT_LATITUDE = 0, /* semicircles: 2^31 is 180 degrees */
  HL_FIT_LONGITUDE = 1,
  HL_FIT_ALTITUDE = 2, /* 5, 500 m */
  HL_FIT_HEART_RATE = 3,
  HL_FIT_CADENCE = 4,  /* rev/min: of one leg in running */
  HL_FIT_DISTANCE = 5, /* 100, m */
  HL_FIT_SPEED = 6,    /* 1000, m/s */
  HL_FIT_POWER = 7,
  HL_FIT_SPEED_DISTANCE = 8, /* 3 bytes: 12 bit m/s 100, 12 bit m 16 */
  HL_FIT_TEMPERATURE = 13,
  HL_FIT_OSCILLATION = 39,         /* 10, mm */
  HL_FIT_STANCE_TIME = 41,         /* 10, ms */
  HL_FIT_FRACTIONAL_CADENCE = 53,  /* 128, rev/min */
  HL_FIT_ENHANCED_SPEED = 73,      /* 1000, m/s */
  HL_FIT_ENHANCED_ALTITUDE = 78,   /* 5, 500 m */
  HL_FIT_STANCE_TIME_BALANCE = 84, /* 100, % of the left foot */
  HL_FIT_STEP_LENGTH = 85,         /* 10, mm */
};

enum hl_fit_event_field {
  HL_FIT_EVENT_EVENT = 0,
  HL_FIT_EVENT_TYPE = 1,
  HL_FIT_EVENT_TIMER = 0, /* value of EVENT */
  HL_FIT_EVENT_START = 0, /* values of TYPE */
  HL_FIT_EVENT_STOP = 1,
  HL_FIT_EVENT_STOP_ALL = 4,
  HL_FIT_EVENT_STOP_DISABLE = 8,
  HL_FIT_EVENT_STOP_DISABLE_ALL = 9,
};

enum {
  HL_FIT_ACTIVITY_LOCAL = 5
}; /* local time as FIT time */

enum hl_fit_sport_value {
  HL_FIT_SPORT_GENERIC = 0,
  HL_FIT_SPORT_RUNNING = 1,
  HL_FIT_SPORT_EQUIPMENT = 4,
  HL_FIT_SPORT_WALKING = 11,
  HL_FIT_SPORT_MOUNTAINEERING = 16,
  HL_FIT_SPORT_HIKING = 17,
  HL_FIT_SPORT_SNOWSHOEING = 35,
};

enum hl_fit_sub_sport_value {
  HL_FIT_SUB_TREADMILL = 1,
  HL_FIT_SUB_STREET = 2,
  HL_FIT_SUB_TRAIL = 3,
  HL_FIT_SUB_TRACK = 4,
  HL_FIT_SUB_INDOOR_CYCLING = 6,
  HL_FIT_SUB_INDOOR_WALKING = 27,
  HL_FIT_SUB_INDOOR_RUNNING = 45,
  HL_FIT_SUB_VIRTUAL = 58,
};

#endif
