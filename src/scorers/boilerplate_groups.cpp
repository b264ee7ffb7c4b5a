#include "scorers/boilerplate_groups.h"
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "assay/text.h"

#include "text/ascii.h"

namespace assay::boilerplate {
namespace {

// Thresholds were chosen on the labelled development pages, by probabilities out of fold.

// Did the model alone decide? What a rule found, by a label or a list, stays.
bool is_of_model(const BlockRole& role, float sells) {
  return role.role == Role::advertisement && role.kind != Kind::product_list &&
         role.kind != Kind::sponsored && role.probability == static_cast<double>(sells);
}

constexpr std::uint32_t of_subscribing = cue_set({Cue::newsletter, Cue::subscription});
constexpr std::uint32_t of_comments = cue_set({Cue::comments});

void become(BlockRole& role, Role what, double probability) {
  role.role = what;
  role.probability = probability;
}

// Where the choices of a field that stand from `begin` on end, states or branches in the order of
// the alphabet; `begin` where none do.
std::size_t end_of_choices(const Document& document, const FeatureTable& features,
                           std::size_t begin) {
  constexpr std::size_t least = 8;  // menus rarely hold as many in order
  constexpr float longest = 5;      // words
  const auto small = [](char c) { return ascii::is_upper(c) ? static_cast<char>(c | 0x20) : c; };
  const auto comes_before = [&](std::size_t a, std::size_t b) {
    return std::ranges::lexicographical_compare(document.view(document.blocks[a].text),
                                                document.view(document.blocks[b].text), {}, small,
                                                small);
  };
  std::size_t end = begin;
  while (end < features.rows() && features.words(end) > 0 && features.words(end) <= longest &&
         !features.has_any(end, of_subscribing) && (end == begin || comes_before(end - 1, end))) {
    ++end;
  }
  return end - begin >= least ? end : begin;
}

}  // namespace

OfferWords OfferWords::load(const Heuristics& heuristics) {
  const auto words = [&](std::string_view name) {
    return WordSet(heuristics.words("any/words/" + std::string(name) + ".json"));
  };
  return {words("before_shops"),      words("weekdays"),
          words("offer_calls_first"), words("offer_calls_before_words"),
          words("offer_calls_last"),  words("offer_call_possessives"),
          words("offer_call_joints"), words("offer_call_between"),
          words("offered_things")};
}

FormFields FormFields::load(const Heuristics& heuristics) {
  FormFields fields;
  const std::vector<std::string> ends = heuristics.words("any/words/form_field_ends.json");
  const auto add = [&](const std::string& text, Of of) {
    std::vector<Token> tokens;
    append_tokens(text, {0, static_cast<std::uint32_t>(text.size())}, tokens);
    fields.fields_.push_back({FeatureTable::hash_of(tokens), of});
  };
  for (const auto& [name, of] :
       {std::pair{"any/words/form_fields.json", Of::any},
        std::pair{"any/words/form_fields_of_comments.json", Of::comments},
        std::pair{"any/words/form_fields_of_accounts.json", Of::account}}) {
    for (const std::string& field : heuristics.words(name)) {
      add(field, of);
      for (const std::string& end : ends) add(field + " " + end, of);
    }
  }
  std::ranges::sort(fields.fields_, {}, &Field::hash);
  std::vector<std::uint64_t> keys;
  for (const Field& field : fields.fields_) keys.push_back(spread(field.hash));
  fields.filter_.build(keys);
  return fields;
}

FormFields::Of FormFields::find(std::uint64_t words_hash) const {
  if (!filter_.may_hold(spread(words_hash))) return Of::none;
  const auto found = std::ranges::lower_bound(fields_, words_hash, {}, &Field::hash);
  return found == fields_.end() || found->hash != words_hash ? Of::none : found->of;
}

namespace {

// Fields of a form, close to each other, with what stands between them.
struct Form {
  std::size_t begin = 0, end = 0;
  std::size_t fields = 0;
  std::size_t values = 0;  // between fields: an imprint has them ("Phone", "+1 555 0100")
  bool differ = false, of_comments = false, of_account = false;
  double sells = 0;  // on average, but for choices
};

// The form that the field in block `begin` opens.
template <typename FieldOf>
Form read_form(const Document& document, const FeatureTable& features, const FieldOf& field_of,
               std::span<const float> sells, std::size_t begin) {
  constexpr std::size_t gap = 4;    // blocks from one field to the next, but for choices
  constexpr std::size_t many = 20;  // choices: such are states and countries
  Form form{.begin = begin, .end = begin};
  Range choices;  // between the last field and the next
  std::size_t asked = 0;
  for (std::size_t b = begin; b < std::min(form.end + choices.size() + gap, sells.size()); ++b) {
    const FormFields::Of of = field_of(b);
    if (of == FormFields::Of::none) {
      // Another form begins, or the button that subscribes ended this one.
      const bool subscribes = features.has_any(b, of_subscribing);
      if (form.of_comments || form.of_account ? subscribes : features.has_any(b, of_comments))
        break;
      // The button below choices shows that they are no menu.
      if (subscribes && choices.size() > 0 && b == choices.end) {
        form.end = b;
        choices = {};
      }
      const std::size_t behind =
          b <= form.end + 1 ? end_of_choices(document, features, b) : b;  // "Please select"
      if (behind > b) {
        choices = {static_cast<std::uint32_t>(b), static_cast<std::uint32_t>(behind)};
        if (choices.size() >= many) {
          form.end = behind;
          choices = {};
        }
        b = behind - 1;
      }
      continue;
    }
    for (std::size_t n = form.end; n <= b; ++n) {
      if (n >= choices.begin && n < choices.end) continue;
      form.sells += sells[n];
      ++asked;
      form.values += n < b && (features.at(n, Feature::number_share) > 0 ||
                               features.at(n, Feature::has_address) != 0);
    }
    choices = {};
    form.end = b + 1;
    ++form.fields;
    form.differ |= features.words_hash(b) != features.words_hash(begin);
    form.of_comments |= of == FormFields::Of::comments;
    form.of_account |= of == FormFields::Of::account;
  }
  form.sells /= static_cast<double>(asked);
  return form;
}

}  // namespace

void settle_forms(const Document& document, const FeatureTable& features, const FormFields& fields,
                  std::span<const float> sells, std::span<BlockRole> roles) {
  constexpr float longest = 7;                 // words of a field
  constexpr std::size_t above = 3, below = 2;  // blocks in which a form says what it is for
  constexpr std::size_t largest_login = 3;     // fields; who opens an account fills in more
  constexpr double likely = 0.3, likely_account = 0.5, sure = 0.6;
  const auto field_of = [&](std::size_t b) {
    if (features.words(b) > longest) return FormFields::Of::none;
    return fields.find(features.words_hash(b));
  };
  const auto take_back = [&](std::size_t b, double probability) {
    if (is_of_model(roles[b], sells[b])) become(roles[b], Role::boilerplate, probability);
  };
  for (std::size_t begin = 0, end = 0; begin < roles.size(); begin = end) {
    end = begin + 1;
    if (field_of(begin) == FormFields::Of::none) continue;
    const Form form = read_form(document, features, field_of, sells, begin);
    end = form.end;
    if (!form.differ || 2 * form.values >= form.fields) continue;
    const std::size_t from = begin > above ? begin - above : 0;
    const std::size_t to = std::min(end + below, roles.size());
    std::size_t speak_of_comments = 0;
    for (std::size_t b = from; b < to; ++b) speak_of_comments += features.has_any(b, of_comments);
    const bool for_comments = form.of_comments || speak_of_comments >= 2;
    const bool login = form.of_account && form.fields <= largest_login;
    const bool offers =
        !for_comments && !login && form.sells >= (form.of_account ? likely_account : likely);
    for (std::size_t b = begin; b < end; ++b) {
      if (!offers) {
        take_back(b, std::max(0.5, 1 - form.sells));
      } else if (roles[b].role == Role::boilerplate) {
        become(roles[b], Role::advertisement, std::max<double>(sells[b], form.sells));
      }
    }
    for (std::size_t b = from; for_comments && b < to; ++b) {
      if (sells[b] < sure) take_back(b, 0.5);
    }
  }
}

void settle_repeated_lines(const Document& document, const FeatureTable& features,
                           std::span<const float> sells, std::span<BlockRole> roles) {
  constexpr float longest = 8;          // words
  constexpr float log_of_twice = 1.5F;  // log2(1 + count) of what stands twice is 1.58
  constexpr double likely = 0.35, sure = 0.5;
  const auto is_repeated = [&](std::size_t b) {
    return features.at(b, Feature::same_count) >= log_of_twice && features.words(b) <= longest &&
           document.blocks[b].token_count > 0;
  };
  // Only what advertises somewhere is looked for; of most other lines a bit of their hash tells.
  std::vector<std::uint64_t> offered;
  std::uint64_t bits = 0;
  const auto bit_of = [](std::uint64_t hash) { return std::uint64_t{1} << (hash >> 58); };
  for (std::size_t b = 0; b < roles.size(); ++b) {
    if (roles[b].role != Role::advertisement || !is_repeated(b)) continue;
    offered.push_back(features.words_hash(b));
    bits |= bit_of(offered.back());
  }
  if (offered.empty()) return;
  std::ranges::sort(offered);
  std::vector<std::pair<std::uint64_t, std::uint32_t>> lines;
  for (std::uint32_t b = 0; b < roles.size(); ++b) {
    const std::uint64_t hash = features.words_hash(b);
    if ((bits & bit_of(hash)) != 0 && std::ranges::binary_search(offered, hash) && is_repeated(b))
      lines.emplace_back(hash, b);
  }
  std::ranges::sort(lines);
  for (std::size_t begin = 0, end = 0; begin < lines.size(); begin = end) {
    double sum = 0;
    for (; end < lines.size() && lines[end].first == lines[begin].first; ++end)
      sum += sells[lines[end].second];
    const std::size_t times = end - begin;
    const std::uint32_t first = lines[begin].second;
    const bool label =
        features.evidence(first)[Cue::advertising] >= document.blocks[first].token_count;
    if (times < 2 || label) continue;
    const double together = sum / static_cast<double>(times);
    for (std::size_t i = begin; i < end; ++i) {
      const std::uint32_t b = lines[i].second;
      if (together >= sure && roles[b].role == Role::boilerplate) {
        become(roles[b], Role::advertisement, together);
      } else if (together < likely && sells[b] < sure && is_of_model(roles[b], sells[b])) {
        become(roles[b], Role::boilerplate, 1 - together);
      }
    }
  }
}

namespace {

// "$24.99", "24,99 €", "1.299,00 EUR": the bytes of a price with cents where `text` begins, 0
// without one. A round sum may as well be a gift or a prize.
std::size_t price_at_start(std::string_view text) {
  const auto skip_sign = [&](std::size_t at) {
    constexpr std::string_view signs[] = {"$", "€", "£", "US$", "EUR", "USD", "CHF"};
    for (const std::string_view sign : signs) {
      if (text.substr(at).starts_with(sign)) return at + sign.size();
    }
    return at;
  };
  const auto skip_blank = [&](std::size_t at) {
    if (text.substr(at).starts_with(' ')) return at + 1;
    return text.substr(at).starts_with("\u00a0") ? at + 2 : at;
  };
  const std::size_t digits = skip_blank(skip_sign(0));
  std::size_t end = digits, mark = digits;
  while (end < text.size() &&
         (ascii::is_digit(text[end]) || text[end] == '.' || text[end] == ',')) {
    if (!ascii::is_digit(text[end])) mark = end;
    ++end;
  }
  if (mark == digits || end - mark != 3) return 0;
  const std::size_t blank = skip_blank(end), sign = skip_sign(blank);
  if (sign > blank) return sign;
  return digits > 0 ? end : 0;
}

// What stands behind a price and "at" or "from" in `text`, where it may be a shop: capitalised
// words up to the end, no day. Empty if not.
std::string_view place_of_price(std::string_view text, const OfferWords& words) {
  const std::size_t price = price_at_start(text);
  if (price == 0) return {};
  text.remove_prefix(price);
  if (!text.starts_with(' ')) return {};
  const std::size_t end = std::min(text.find(' ', 1), text.size());
  if (!words.before_shops.has(text.substr(1, end - 1)) || end + 1 >= text.size()) return {};
  const std::string_view place = text.substr(end + 1);
  for (std::size_t begin = 0; begin < place.size();) {
    const std::size_t blank = std::min(place.find(' ', begin), place.size());
    const std::string_view word = place.substr(begin, blank - begin);
    if (word.empty() || !ascii::is_upper(word[0]) || words.days.has(word)) return {};
    begin = blank + 1;
  }
  return place;
}

}  // namespace

void find_prices_at_shops(const Document& document, const FeatureTable& features,
                          const OfferWords& words, std::span<BlockRole> roles) {
  constexpr float longest = 8;  // words
  std::vector<std::pair<std::string_view, std::size_t>> lines;
  for (std::size_t b = 0; b < roles.size(); ++b) {
    if (features.at(b, Feature::currency) == 0 || features.words(b) > longest ||
        features.at(b, Feature::cue_date) != 0) {
      continue;
    }
    const std::string_view place = place_of_price(document.view(document.blocks[b].text), words);
    if (!place.empty()) lines.emplace_back(place, b);
  }
  std::ranges::sort(lines);
  // A list of products names the same shops below each; fares and fees name one place.
  std::vector<std::size_t> sell;
  std::size_t shops = 0;
  for (std::size_t begin = 0, end = 0; begin < lines.size(); begin = end) {
    bool apart = true;
    for (end = begin + 1; end < lines.size() && lines[end].first == lines[begin].first; ++end) {
      apart &= lines[end].second > lines[end - 1].second + 1;
    }
    if (end - begin < 2 || !apart) continue;
    ++shops;
    for (std::size_t i = begin; i < end; ++i) sell.push_back(lines[i].second);
  }
  if (shops < 2) return;
  for (const std::size_t b : sell) {
    if (roles[b].role != Role::advertisement) become(roles[b], Role::advertisement, 0.8);
    roles[b].kind = Kind::call_to_action;
    roles[b].reason = "a price and the shop that asks it";
  }
}

namespace {

// "Book your harbour tour", "Get a free quote", but not "Start of the tour": between verb and thing
// stand one or two words, of a possessive's thing any, else such as offers are called by.
bool calls_for_thing(std::string_view text, std::span<const Token> tokens,
                     const OfferWords& words) {
  constexpr std::size_t most_words = 3;
  for (std::size_t i = 1; i < tokens.size(); ++i) {
    const std::uint32_t gap = tokens[i - 1].range.end;
    if (text.substr(gap, tokens[i].range.begin - gap) != " ") return false;
  }
  if (words.calls_first.has(tokens.front()) && words.things.has(tokens.back())) {
    std::span<const Token> between = tokens.subspan(1, tokens.size() - 2);
    if (between.size() > most_words) return false;
    if (between.empty()) return !words.calls_before_words.has(tokens.front());
    if (words.possessives.has(between.front())) {
      return std::ranges::none_of(between,
                                  [&](const Token& token) { return words.joints.has(token); });
    }
    return std::ranges::all_of(between,
                               [&](const Token& token) { return words.between.has(token); });
  }
  if (!words.calls_last.has(tokens.back()) || !words.things.has(tokens[tokens.size() - 2])) {
    return false;
  }
  return std::ranges::all_of(tokens.first(tokens.size() - 2), [&](const Token& token) {
    return words.between.has(token) || words.possessives.has(token);
  });
}

}  // namespace

void find_calls_to_book(const Document& document, const FeatureTable& features,
                        const OfferWords& words, std::span<const float> sells,
                        std::span<BlockRole> roles) {
  constexpr std::uint32_t longest = 7;  // tokens
  constexpr float thinkable = 0.003F;   // by the model: of most of a menu it is sure
  for (std::size_t b = 0; b < roles.size(); ++b) {
    if (sells[b] < thinkable || roles[b].role != Role::boilerplate) continue;
    const Block& block = document.blocks[b];
    if (block.token_count < 2 || block.token_count > longest ||
        features.at(b, Feature::question) != 0 ||
        !calls_for_thing(document.text, document.tokens_of(block), words)) {
      continue;
    }
    become(roles[b], Role::advertisement, 0.8);
    roles[b].kind = Kind::call_to_action;
    roles[b].reason = "calls for what the page offers";
  }
}

void settle_table_rows(const Document& document, std::span<BlockRole> roles) {
  constexpr std::size_t least = 4;  // rows
  const auto is_row = [&](std::size_t b) {
    return b < roles.size() && document.blocks[b].shape == BlockShape::table_row &&
           document.view(document.blocks[b].text).find('\t') != std::string_view::npos;
  };
  for (std::size_t begin = 0, end = 0; begin < roles.size(); begin = end + 1) {
    std::size_t counts[3] = {};
    for (end = begin; is_row(end); ++end) ++counts[static_cast<std::size_t>(roles[end].role)];
    const std::size_t offers = counts[static_cast<std::size_t>(Role::advertisement)];
    const std::size_t rows = end - begin;
    if (rows < least || offers == 0 || 3 * offers > rows) continue;
    const Role others = counts[static_cast<std::size_t>(Role::content)] >=
                                counts[static_cast<std::size_t>(Role::boilerplate)]
                            ? Role::content
                            : Role::boilerplate;
    for (std::size_t b = begin; b < end; ++b) {
      if (roles[b].role == Role::advertisement && roles[b].kind != Kind::call_to_action) {
        become(roles[b], others, 0.5);
      }
    }
  }
}

void take_back_lone_offers(const FeatureTable& features, std::span<const float> sells,
                           std::span<BlockRole> roles) {
  constexpr float hardly = 0.4F;
  constexpr std::uint32_t of_offers =
      cue_set({Cue::action, Cue::shop, Cue::donation, Cue::advertising, Cue::newsletter,
               Cue::subscription, Cue::promotion, Cue::second_person});
  const auto offers = [&](std::size_t b) {
    return b < roles.size() && roles[b].role == Role::advertisement;
  };
  for (std::size_t b = 0; b < roles.size(); ++b) {
    if (!offers(b) || sells[b] >= hardly || !is_of_model(roles[b], sells[b])) continue;
    if (features.has_any(b, of_offers) || features.at(b, Feature::currency) != 0) continue;
    if (offers(b + 1) || (b > 0 && offers(b - 1))) continue;
    const bool content = features.at(b, Feature::content_share) >= 0.5F;
    become(roles[b], content ? Role::content : Role::boilerplate, 1 - double{sells[b]});
  }
}

}  // namespace assay::boilerplate
