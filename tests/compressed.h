// Compressed payloads for the tests and measures of reading.
#pragma once

#include <cstdint>
#include <string>

#include <isa-l/igzip_lib.h>
#include <zstd.h>

namespace assay {

// Empty where it cannot be compressed.
inline std::string gzip(const std::string& data) {
  isal_zstream stream;
  isal_deflate_init(&stream);
  std::string out(data.size() + 1024, '\0');
  stream.gzip_flag = IGZIP_GZIP;
  stream.end_of_stream = 1;
  stream.flush = NO_FLUSH;
  stream.next_in = reinterpret_cast<std::uint8_t*>(const_cast<char*>(data.data()));
  stream.avail_in = static_cast<std::uint32_t>(data.size());
  stream.next_out = reinterpret_cast<std::uint8_t*>(out.data());
  stream.avail_out = static_cast<std::uint32_t>(out.size());
  if (isal_deflate(&stream) != COMP_OK) return {};
  out.resize(stream.total_out);
  return out;
}

inline std::string zstd(const std::string& data, int level) {
  std::string out(ZSTD_compressBound(data.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), data.data(), data.size(), level));
  return out;
}

}  // namespace assay
