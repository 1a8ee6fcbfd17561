/* SPDX-License-Identifier: MIT
**
** Names for the numbers that FIT uses for sports and devices: the ones a
** runner's files hold. Numbers from the public FIT profile.
*/
#include "read/fit_names.h"

#include <stddef.h>

typedef struct name {
  int64_t number;
  const char *text;
} name;

static const char *find(const name *names, size_t count, int64_t number) {
  for (size_t i = 0; i < count; i++)
    if (names[i].number == number) return names[i].text;
  return NULL;
}
#define FIND(table, number)                                                    \
  find(table, sizeof(table) / sizeof(table)[0], number)

const char *hl_fit_sport_name(int64_t sport) {
  static const name names[] = {
      {0, "generic"},
      {1, "running"},
      {2, "cycling"},
      {3, "transition"},
      {4, "fitness_equipment"},
      {5, "swimming"},
      {6, "basketball"},
      {7, "soccer"},
      {8, "tennis"},
      {10, "training"},
      {11, "walking"},
      {12, "cross_country_skiing"},
      {13, "alpine_skiing"},
      {14, "snowboarding"},
      {15, "rowing"},
      {16, "mountaineering"},
      {17, "hiking"},
      {18, "multisport"},
      {19, "paddling"},
      {21, "e_biking"},
      {30, "inline_skating"},
      {31, "rock_climbing"},
      {33, "ice_skating"},
      {35, "snowshoeing"},
      {37, "stand_up_paddleboarding"},
      {38, "surfing"},
      {41, "kayaking"},
      {47, "boxing"},
      {48, "floor_climbing"},
      {62, "hiit"},
      {64, "racket"},
      {84, "jump_rope"},
  };
  return FIND(names, sport);
}

const char *hl_fit_sub_sport_name(int64_t sub_sport) {
  static const name names[] = {
      {1, "treadmill"},
      {2, "street"},
      {3, "trail"},
      {4, "track"},
      {5, "spin"},
      {6, "indoor_cycling"},
      {7, "road"},
      {8, "mountain"},
      {14, "indoor_rowing"},
      {15, "elliptical"},
      {16, "stair_climbing"},
      {17, "lap_swimming"},
      {18, "open_water"},
      {19, "flexibility_training"},
      {20, "strength_training"},
      {26, "cardio_training"},
      {27, "indoor_walking"},
      {30, "casual_walking"},
      {31, "speed_walking"},
      {43, "yoga"},
      {45, "indoor_running"},
      {58, "virtual_activity"},
      {59, "obstacle"},
      {67, "ultra"},
      {70, "hiit"},
  };
  return FIND(names, sub_sport);
}

const char *hl_fit_manufacturer_name(int64_t manufacturer) {
  static const name names[] = {
      {1, "Garmin"},         {16, "Timex"},       {23, "Suunto"},
      {32, "Wahoo"},         {37, "Magellan"},    {59, "Mio"},
      {70, "Sigma"},         {71, "TomTom"},      {95, "Stryd"},
      {123, "Polar"},        {144, "Zwift"},      {258, "Lezyne"},
      {260, "Zwift"},        {265, "Strava"},     {267, "Bryton"},
      {272, "Mio Magellan"}, {289, "Hammerhead"}, {294, "COROS"},
      {310, "Decathlon"},    {339, "Zepp"},       {340, "Peloton"},
      {348, "Huawei"},
  };
  return FIND(names, manufacturer);
}

const char *hl_fit_garmin_name(int64_t product) {
  static const name names[] = {
      {717, "Forerunner 405"},
      {782, "Forerunner 50"},
      {988, "Forerunner 60"},
      {1018, "Forerunner 310XT"},
      {1124, "Forerunner 110"},
      {1328, "Forerunner 910XT"},
      {1345, "Forerunner 610"},
      {1436, "Forerunner 70"},
      {1446, "Forerunner 310XT"},
      {1482, "Forerunner 10"},
      {1551, "fenix"},
      {1623, "Forerunner 620"},
      {1632, "Forerunner 220"},
      {1765, "Forerunner 920XT"},
      {1903, "Forerunner 15"},
      {1967, "fenix 2"},
      {1988, "epix"},
      {2050, "fenix 3"},
      {2148, "Forerunner 25"},
      {2153, "Forerunner 225"},
      {2156, "Forerunner 630"},
      {2157, "Forerunner 230"},
      {2158, "Forerunner 735XT"},
      {2413, "fenix 3 HR"},
      {2431, "Forerunner 235"},
      {2503, "Forerunner 35"},
      {2544, "fenix 5S"},
      {2604, "fenix 5X"},
      {2691, "Forerunner 935"},
      {2697, "fenix 5"},
      {2886, "Forerunner 645"},
      {2888, "Forerunner 645 Music"},
      {2891, "Forerunner 30"},
      {2900, "fenix 5S Plus"},
      {3076, "Forerunner 245"},
      {3077, "Forerunner 245 Music"},
      {3110, "fenix 5 Plus"},
      {3111, "fenix 5X Plus"},
      {3113, "Forerunner 945"},
      {3282, "Forerunner 45"},
      {3288, "fenix 6S"},
      {3290, "fenix 6"},
      {3291, "fenix 6X"},
      {3589, "Forerunner 745"},
      {3652, "Forerunner 945 LTE"},
      {3869, "Forerunner 55"},
      {3905, "fenix 7S"},
      {3906, "fenix 7"},
      {3907, "fenix 7X"},
      {3943, "epix (Gen 2)"},
      {3990, "Forerunner 255 Music"},
      {3991, "Forerunner 255S Music"},
      {3992, "Forerunner 255"},
      {3993, "Forerunner 255S"},
      {4024, "Forerunner 955"},
      {4257, "Forerunner 265"},
      {4258, "Forerunner 265S"},
      {4315, "Forerunner 965"},
      {4432, "Forerunner 165"},
      {4433, "Forerunner 165 Music"},
      {4536, "fenix 8"},
  };
  return FIND(names, product);
}
