-- SPDX-License-Identifier: MIT
--
-- gzip and zip without compression: what a reader needs to see of them.
--
--   pack.gzip("text")
--   pack.zip({ { "a/b.txt", "text" }, ... })

local pack = {}

local function crc32(bytes)
  local crc = 0xFFFFFFFF
  for i = 1, #bytes do
    crc = crc ~ bytes:byte(i)
    for _ = 1, 8 do
      crc = crc & 1 == 1 and (crc >> 1) ~ 0xEDB88320 or crc >> 1
    end
  end
  return crc ~ 0xFFFFFFFF
end

-- One stored block of deflate: at most 65,535 bytes.
function pack.gzip(bytes)
  assert(#bytes < 65536)
  return "\x1F\x8B\8\0\0\0\0\0\0\xFF" .. string.pack("<BI2I2", 1, #bytes,
    ~#bytes & 0xFFFF) .. bytes .. string.pack("<I4I4", crc32(bytes), #bytes)
end

local DATE, TIME = 0x58A1, 0x4000 -- 2024-05-01 08:00

-- files: { { name, bytes }, ... } in the order they are written.
function pack.zip(files)
  local out, directory, at = {}, {}, 0
  for _, file in ipairs(files) do
    local name, bytes = file[1], file[2]
    local about = string.pack("<I2I2I2I2I2I4I4I4I2I2", 20, 0, 0, TIME, DATE,
      crc32(bytes), #bytes, #bytes, #name, 0)
    out[#out + 1] = "PK\3\4" .. about .. name .. bytes
    directory[#directory + 1] = "PK\1\2" .. string.pack("<I2", 20) .. about
      .. string.pack("<I2I2I2I4I4", 0, 0, 0, 0, at) .. name
    at = at + #out[#out]
  end
  local names = table.concat(directory)
  return table.concat(out) .. names .. "PK\5\6" .. string.pack(
    "<I2I2I2I2I4I4I2", 0, 0, #files, #files, #names, at, 0)
end

return pack
