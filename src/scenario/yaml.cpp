#include "scenario/yaml.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <exception>

namespace zhidui::scenario {

namespace {

using base::JsonValue;
using text::Kind;

constexpr std::size_t kDepthLimit = 24;
constexpr std::size_t kValueLimit = 2'000'000;  // with aliases written out

bool is_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const std::size_t point = std::min(text.find('.'), text.size());
  const std::string_view whole = text.substr(0, point);
  const auto digits = [](std::string_view part) {
    return !part.empty() && std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  if (!digits(whole) || (whole.size() > 1 && whole.front() == '0')) return false;
  return point == text.size() || digits(text.substr(point + 1));
}

JsonValue scalar_of(const YAML::Node& node) {
  const std::string& text = node.Scalar();
  const bool plain = node.Tag() == "?";  // "!" for quoted and block scalars
  if (!plain) return JsonValue::of(text);
  if (text == "true" || text == "false") return JsonValue::of(text == "true");
  JsonValue value;
  if (text == "null" || text == "~") return value;
  value.data = text;
  if (is_number(text)) value.data = base::JsonNumber{text};
  return value;
}

class Converter {
 public:
  explicit Converter(std::string_view source) : source_(source) {}

  JsonValue convert(const YAML::Node& node, std::size_t depth = 0) {
    JsonValue value;
    if (depth > kDepthLimit || ++values_ > kValueLimit) {
      too_large_at = too_large_at.value_or(place(node));
      return value;
    }
    if (node.IsScalar()) value = scalar_of(node);
    if (node.IsSequence()) {
      value = JsonValue::array();
      for (const YAML::Node& element : node) value.push(convert(element, depth + 1));
    }
    if (node.IsMap()) convert_map(node, depth, value);
    value.begin = place(node);
    value.end = value.begin + length(node, value.begin);
    return value;
  }

  std::optional<std::size_t> too_large_at;

 private:
  void convert_map(const YAML::Node& node, std::size_t depth, JsonValue& value) {
    base::JsonObject members;
    for (const auto& entry : node) {
      base::JsonMember member;
      member.key = entry.first.IsScalar() ? entry.first.Scalar() : std::string("?");
      member.key_begin = place(entry.first);
      member.key_end = member.key_begin + length(entry.first, member.key_begin);
      member.value = convert(entry.second, depth + 1);
      members.push_back(std::move(member));
    }
    value.data = std::move(members);
  }

  std::size_t place(const YAML::Node& node) const {
    const int pos = node.Mark().pos;
    return std::min(source_.size(), static_cast<std::size_t>(std::max(pos, 0)));
  }

  // A plain scalar is underlined as it stands; of what is quoted or has parts, the first sign.
  std::size_t length(const YAML::Node& node, std::size_t begin) const {
    if (begin >= source_.size()) return 0;
    if (node.IsScalar() && !node.Scalar().empty() && source_.substr(begin).starts_with(node.Scalar())) return node.Scalar().size();
    const char quote = source_[begin];
    if (node.IsScalar() && (quote == '"' || quote == '\'')) {
      const std::size_t close = source_.find(quote, begin + 1);
      if (close != std::string_view::npos) return close + 1 - begin;
    }
    return 1;
  }

  std::string_view source_;
  std::size_t values_ = 0;
};

}  // namespace

std::optional<JsonValue> parse_yaml(const text::SourceSet& sources, text::FileId file, text::Diagnostics& diagnostics) {
  const std::string_view source = sources.file(file).bytes();
  const auto at = [&](std::size_t begin) {
    const auto place = static_cast<std::uint32_t>(std::min(begin, source.size()));
    return text::Span{file, place, static_cast<std::uint32_t>(std::min<std::size_t>(place + 1, source.size()))};
  };
  try {
    const YAML::Node root = YAML::Load(std::string(source));
    Converter converter(source);
    JsonValue value = converter.convert(root);
    if (!converter.too_large_at) return value;
    diagnostics.report(Kind::scenario_too_deep, at(*converter.too_large_at), {std::to_string(kDepthLimit), std::to_string(kValueLimit)});
  } catch (const YAML::Exception& problem) {  // the library's way of saying that the text is no YAML
    diagnostics.report(Kind::scenario_not_yaml, at(static_cast<std::size_t>(std::max(problem.mark.pos, 0))), {problem.msg});
  }
  return std::nullopt;
}

}  // namespace zhidui::scenario
