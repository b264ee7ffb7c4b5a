#include "assay/heuristics.h"
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>

#include <nlohmann/json.hpp>

#include "text/sha256.h"

namespace assay {

struct Heuristics::State {
  std::map<std::string, nlohmann::json, std::less<>> files;
  std::vector<Rule> rules;
  std::string hash;
};

Heuristics::Heuristics(std::unique_ptr<State> state) : state_(std::move(state)) {}
Heuristics::Heuristics(Heuristics&&) noexcept = default;
Heuristics& Heuristics::operator=(Heuristics&&) noexcept = default;
Heuristics::~Heuristics() = default;

std::filesystem::path Heuristics::shipped_directory() {
  if (const char* given = std::getenv("ASSAY_HEURISTICS")) return given;
  return ASSAY_SOURCE_HEURISTICS;
}

Result<Heuristics> Heuristics::load(const std::filesystem::path& shipped,
                                    const std::optional<std::filesystem::path>&) {
  auto state = std::make_unique<State>();
  std::string all;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(shipped)) {
    if (entry.path().extension() != ".json") continue;
    std::ifstream in(entry.path());
    std::stringstream content;
    content << in.rdbuf();
    all += content.str();
    const std::string name = entry.path().lexically_relative(shipped).generic_string();
    state->files[name] = nlohmann::json::parse(content.str(), nullptr, true, true);
  }
  state->hash = sha256_hex(all).substr(0, 16);
  return Heuristics(std::move(state));
}

const nlohmann::json* Heuristics::find(std::string_view name) const {
  const auto it = state_->files.find(name);
  return it == state_->files.end() ? nullptr : &it->second;
}

std::vector<std::string> Heuristics::words(std::string_view name) const {
  const nlohmann::json* file = find(name);
  return file ? file->at("words").get<std::vector<std::string>>() : std::vector<std::string>();
}

const std::vector<Rule>& Heuristics::rules() const { return state_->rules; }
const std::string& Heuristics::hash() const { return state_->hash; }

}  // namespace assay
