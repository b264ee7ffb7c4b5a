// Writes JSON text straight into a string: no tree, no recursion, one pass.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace assay {

// Appends hundredths as a decimal number without trailing zeros: 7150 as "71.5".
void append_hundredths(std::int64_t value, std::string& out);

class JsonText {
 public:
  // `indent` spaces a level; 0: no spaces and no line breaks at all.
  JsonText(std::string& out, unsigned indent) : out_(out), indent_(indent) {}

  JsonText& begin_object() { return open('{'); }
  JsonText& end_object() { return close('}'); }
  JsonText& begin_array() { return open('['); }
  JsonText& end_array() { return close(']'); }

  // A member: its name, then one value. Names are ours and need no escapes.
  JsonText& key(std::string_view name);
  // `text` must be valid UTF-8.
  JsonText& string(std::string_view text);
  // Any bytes; what is not UTF-8 becomes U+FFFD. For paths and other names from outside.
  JsonText& name(std::string_view bytes);
  JsonText& integer(std::uint64_t value);
  JsonText& boolean(bool value);
  JsonText& null();
  // A finite number exactly; others as null.
  JsonText& number(double value);
  // Hundredths as a decimal number: 7150 as 71.5.
  JsonText& hundredths(std::int64_t value);
  // A share, rounded to four decimals.
  JsonText& share(double value);

 private:
  JsonText& open(char bracket);
  JsonText& close(char bracket);
  void separate();  // the comma and line break before a value or name
  void new_line();

  std::string& out_;
  unsigned indent_;
  std::vector<bool> filled_;  // per open bracket: holds something already
  bool after_key_ = false;
};

}  // namespace assay
