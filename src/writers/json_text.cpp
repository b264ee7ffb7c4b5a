#include "writers/json_text.h"
#include <array>
#include <charconv>
#include <cmath>

#include "assay/text.h"

namespace assay {
namespace {

// Bytes that a JSON string may not hold as they are; DEL too, which terminals act on, and the lead
// byte of U+0080 to U+009F, on which they act as well.
constexpr unsigned char c1_lead = 0xc2;
constexpr std::array<bool, 256> make_escaped() {
  std::array<bool, 256> escaped{};
  for (std::size_t c = 0; c < 0x20; ++c) escaped[c] = true;
  escaped['"'] = escaped['\\'] = escaped[0x7f] = escaped[c1_lead] = true;
  return escaped;
}
constexpr std::array<bool, 256> must_escape = make_escaped();

void append_escape(unsigned char c, std::string& out) {
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
  }
  constexpr char digits[] = "0123456789abcdef";
  out += "\\u00";
  out += digits[c >> 4];
  out += digits[c & 15];
}

void append_integer(std::uint64_t value, std::string& out) {
  std::array<char, 24> buffer;
  out.append(buffer.data(), std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr);
}

}  // namespace

void append_hundredths(std::int64_t value, std::string& out) {
  if (value < 0) {
    out += '-';
    value = -value;
  }
  append_integer(static_cast<std::uint64_t>(value / 100), out);
  if (value % 100 == 0) return;
  out += '.';
  out += static_cast<char>('0' + value % 100 / 10);
  if (value % 10 != 0) out += static_cast<char>('0' + value % 10);
}

void JsonText::new_line() {
  if (indent_ == 0) return;
  out_ += '\n';
  out_.append(filled_.size() * indent_, ' ');
}

void JsonText::separate() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (filled_.empty()) return;
  if (filled_.back()) out_ += ',';
  filled_.back() = true;
  new_line();
}

JsonText& JsonText::open(char bracket) {
  separate();
  out_ += bracket;
  filled_.push_back(false);
  return *this;
}

JsonText& JsonText::close(char bracket) {
  const bool filled = filled_.back();
  filled_.pop_back();
  if (filled) new_line();
  out_ += bracket;
  return *this;
}

JsonText& JsonText::key(std::string_view name) {
  separate();
  out_ += '"';
  out_ += name;
  out_ += indent_ == 0 ? "\":" : "\": ";
  after_key_ = true;
  return *this;
}

JsonText& JsonText::string(std::string_view text) {
  separate();
  out_ += '"';
  std::size_t plain = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (!must_escape[c]) continue;
    const bool two_bytes = c == c1_lead;
    if (two_bytes && (i + 1 == text.size() || static_cast<unsigned char>(text[i + 1]) >= 0xa0)) {
      continue;  // of another character
    }
    out_ += text.substr(plain, i - plain);
    if (two_bytes) ++i;
    append_escape(static_cast<unsigned char>(text[i]), out_);
    plain = i + 1;
  }
  out_ += text.substr(plain);
  out_ += '"';
  return *this;
}

JsonText& JsonText::name(std::string_view bytes) { return string(valid_utf8(bytes)); }

JsonText& JsonText::integer(std::uint64_t value) {
  separate();
  append_integer(value, out_);
  return *this;
}

JsonText& JsonText::boolean(bool value) {
  separate();
  out_ += value ? "true" : "false";
  return *this;
}

JsonText& JsonText::null() {
  separate();
  out_ += "null";
  return *this;
}

JsonText& JsonText::number(double value) {
  if (!std::isfinite(value)) return null();
  separate();
  // Figures read better written out: 4400000000, not 4.4e+09.
  const double size = std::fabs(value);
  const bool written_out = size == 0 || (size >= 1e-6 && size < 1e21);
  std::array<char, 64> buffer;
  char* const first = buffer.data();
  char* const last = first + buffer.size();
  char* const end = written_out ? std::to_chars(first, last, value, std::chars_format::fixed).ptr
                                : std::to_chars(first, last, value).ptr;
  out_.append(first, end);
  return *this;
}

JsonText& JsonText::hundredths(std::int64_t value) {
  separate();
  append_hundredths(value, out_);
  return *this;
}

JsonText& JsonText::share(double value) {
  return std::isfinite(value) ? number(std::round(value * 1e4) / 1e4) : null();
}

}  // namespace assay
