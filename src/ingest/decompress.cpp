#include "ingest/decompress.h"
#include <fstream>
#include <iterator>

#include <isa-l/igzip_lib.h>
#include <zstd.h>

namespace assay {

Result<std::string> read_whole(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return Error{"missing_file", "cannot open " + path.string(), "Give a readable file."};
  std::string raw((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (!raw.starts_with("\x1f\x8b")) return raw;
  inflate_state state;
  isal_inflate_init(&state);
  state.crc_flag = ISAL_GZIP;
  state.next_in = reinterpret_cast<std::uint8_t*>(raw.data());
  state.avail_in = static_cast<std::uint32_t>(raw.size());
  std::string out;
  constexpr std::size_t chunk_bytes = 1 << 20;
  while (state.block_state != ISAL_BLOCK_FINISH) {
    const std::size_t have = out.size();
    out.resize(have + chunk_bytes);
    state.next_out = reinterpret_cast<std::uint8_t*>(out.data() + have);
    state.avail_out = chunk_bytes;
    const int status = isal_inflate(&state);
    out.resize(have + chunk_bytes - state.avail_out);
    if (status != ISAL_DECOMP_OK ||
        (state.avail_in == 0 && state.avail_out != 0 && state.block_state != ISAL_BLOCK_FINISH)) {
      return Error{"truncated_gzip", path.string() + " ends inside its gzip stream",
                   "Fetch the file again."};
    }
  }
  return out;
}

}  // namespace assay
