// SHA-256 by OpenSSL.
#pragma once

#include <string>
#include <string_view>

namespace assay {

// Lower-case hex of the digest, 64 characters.
std::string sha256_hex(std::string_view bytes);

}  // namespace assay
