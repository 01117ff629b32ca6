#pragma once

#include <string>
#include <string_view>

namespace zhidui::base {
// Lower-case hexadecimal SHA-256 of the bytes (libsodium).
std::string sha256_hex(std::string_view bytes);
}  // namespace zhidui::base
