// Decompression of gzip and zstd, found by magic bytes.
#pragma once

#include <filesystem>
#include <string>

#include "assay/result.h"

namespace assay {

// The whole decompressed content of a file; for small inputs and evaluation sets.
Result<std::string> read_whole(const std::filesystem::path& path);

}  // namespace assay
