#include "targets/series.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <utility>

#include "facts/names.h"
#include "targets/units.h"

namespace zhidui::targets {

using base::Date;
using base::Rational;
using text::Kind;

namespace {

// INVARIANT: with these limits no quotient, difference or comparison of figures leaves 128 bits: a stock of at most 10¹⁶ with six decimals
// over at most 10¹⁰ people, against goals that `check` keeps below 2⁶².
constexpr std::size_t kMostDecimals = 6;
constexpr std::int64_t kMostNumber = 10'000'000'000'000'000;
constexpr std::int64_t kMostPeople = 10'000'000'000;
constexpr std::int64_t kPer = 10'000;  // 每万人

enum class Part { value, stock, population };

// 年度 and 年 may stand behind the digits.
std::optional<int> year_in(std::string_view text) {
  for (const std::string_view behind : {"年度", "年"}) {
    if (text.ends_with(behind)) text.remove_suffix(behind.size());
  }
  int year = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), year);
  const bool whole = error == std::errc() && end == text.data() + text.size() && text.size() == 4;
  return whole && year >= base::kFirstYear && year <= base::kLastYear ? std::optional(year) : std::nullopt;
}

std::optional<Part> part_in(std::string_view text) {
  if (text == "指标值" || text == "value") return Part::value;
  if (text == "总量" || text == "stock") return Part::stock;
  if (text == "人口" || text == "population") return Part::population;
  return std::nullopt;
}

std::size_t decimals_of(std::string_view text) {
  const std::size_t point = text.find('.');
  return point == std::string_view::npos ? 0 : text.size() - point - 1;
}

std::string with_unit(const Reported& reported) { return reported.unit.empty() ? reported.value : reported.value + " " + reported.unit; }

// What is known of one target while the entries are gone through.
struct Collected {
  std::map<Date, Reported> values, stocks, populations;
  bool stock_refused = false, population_refused = false;  // reported, so that its absence needs no second message
};

class Understanding {
 public:
  Understanding(const ir::Program& program, const std::vector<Target>& targets, text::Diagnostics& diagnostics)
      : program_(program), targets_(targets), diagnostics_(diagnostics), collected_(targets.size()) {
    for (const Target& target : targets) names_.insert(target.indicator);
  }

  Series run(const std::vector<Entry>& entries) {
    for (const Entry& each : entries) entry(each);
    Series out;
    for (std::size_t i = 0; i < targets_.size(); ++i) out.of_target.push_back(figures(i));
    return out;
  }

 private:
  void report(Kind kind, const Piece& at, std::vector<std::string> arguments) { diagnostics_.report(kind, at.span, std::move(arguments)); }

  // ---- one entry ----

  // All that is wrong with an entry is said; it counts where nothing is.
  void entry(const Entry& entry) {
    for (const Column column : {Column::indicator, Column::value, Column::source, Column::publisher}) {
      if (!entry.get(column)) diagnostics_.report(Kind::series_missing, entry.span, {column_called(column)});
    }
    Reported reported;
    reported.span = entry.get(Column::value) ? entry.get(Column::value)->span : entry.span;
    const bool sourced = text_of(entry, Column::source, reported.source);
    const bool published = text_of(entry, Column::publisher, reported.publisher);
    const bool dated = when(entry, reported);
    const auto part = part_of(entry);
    const auto number = number_of(entry);
    if (number) reported.value = entry.get(Column::value)->text;
    if (const Piece* unit = entry.get(Column::unit)) reported.unit = unit->text;
    const std::vector<std::size_t> meant = targets_meant(entry);
    if (!part) return;
    for (const std::size_t i : meant) {
      const auto base = number ? in_base_units(entry, targets_[i], *part, *number) : std::nullopt;
      if (!base || !sourced || !published || !dated) {
        refuse(i, *part);
        continue;
      }
      reported.number = *base;
      put(i, *part, reported);
    }
  }

  static bool text_of(const Entry& entry, Column column, std::string& into) {
    const Piece* piece = entry.get(column);
    if (piece && !piece->broken) into = piece->text;
    return piece && !piece->broken;
  }

  bool when(const Entry& entry, Reported& into) {
    const Piece* date = entry.get(Column::date);
    const Piece* year = entry.get(Column::year);
    if ((date != nullptr) == (year != nullptr)) {
      diagnostics_.report(Kind::series_when, date ? date->span : entry.span, {date ? "2" : "0"});
      return false;
    }
    if (date) {
      const auto day = Date::parse(date->text);
      if (!day && !date->broken) report(Kind::series_bad_date, *date, {date->text});
      if (day) into.day = *day;
      return day && !date->broken;
    }
    const auto number = year_in(year->text);
    if (!number && !year->broken) {
      report(Kind::series_bad_year, *year, {year->text, std::to_string(base::kFirstYear), std::to_string(base::kLastYear)});
    }
    if (number) into.day = Date::year_end(*number);
    into.year = true;
    return number && !year->broken;
  }

  std::optional<Part> part_of(const Entry& entry) {
    const Piece* piece = entry.get(Column::part);
    if (!piece) return Part::value;
    if (piece->broken) return std::nullopt;
    const auto part = part_in(piece->text);
    if (!part) report(Kind::series_bad_part, *piece, {piece->text});
    return part;
  }

  void report_number(const Piece& piece) {
    report(Kind::series_bad_number, piece, {piece.text, std::to_string(kMostDecimals), std::to_string(kMostNumber)});
  }

  std::optional<Rational> number_of(const Entry& entry) {
    const Piece* piece = entry.get(Column::value);
    if (!piece || piece->broken) return std::nullopt;
    auto number = Rational::parse_decimal(piece->text);
    if (number && decimals_of(piece->text) > kMostDecimals) number.reset();
    if (!number) report_number(*piece);
    return number;
  }

  // ---- which targets ----

  std::string document_name(ir::DocumentId id) const {
    const ir::Document& document = program_.documents[id.value];
    return document.number.empty() ? document.name.id : document.number;
  }

  // Documents of one place share the figures of their indicators.
  std::string place_of(ir::DocumentId id) const {
    const ir::Document& document = program_.documents[id.value];
    return document.region.empty() ? document.organ : document.region;
  }

  std::vector<std::size_t> targets_meant(const Entry& entry) {
    const Piece* indicator = entry.get(Column::indicator);
    if (!indicator || indicator->broken) return {};
    std::vector<std::size_t> found;
    std::vector<std::string> documents;
    std::set<std::string> places;
    for (std::size_t i = 0; i < targets_.size(); ++i) {
      if (targets_[i].indicator != indicator->text) continue;
      found.push_back(i);
      const ir::DocumentId document = program_.typed[targets_[i].typed].document;
      const std::string name = document_name(document);
      if (std::find(documents.begin(), documents.end(), name) == documents.end()) documents.push_back(name);
      places.insert(place_of(document));
    }
    if (found.empty()) report_unknown(*indicator);
    const Piece* named = entry.get(Column::document);
    if (found.empty() || (named && named->broken)) return {};
    if (named) return of_document(*named, *indicator, found, documents);
    if (places.size() < 2) return found;
    report(Kind::series_which_document, *indicator, {indicator->text, listed(documents)});
    return {};
  }

  std::vector<std::size_t> of_document(const Piece& named, const Piece& indicator, const std::vector<std::size_t>& all,
                                       const std::vector<std::string>& documents) {
    const auto id = ir::find_document(program_, named.text);
    std::vector<std::size_t> out;
    for (const std::size_t i : all) {
      if (id && program_.typed[targets_[i].typed].document == *id) out.push_back(i);
    }
    if (out.empty()) report(Kind::series_unknown_document, named, {named.text, indicator.text, listed(documents)});
    return out;
  }

  void report_unknown(const Piece& indicator) {
    facts::Candidates candidates;
    for (const std::string& name : names_) candidates.add(name, name, name);
    std::vector<std::string> in_order;
    for (const Target& target : targets_) {
      if (std::find(in_order.begin(), in_order.end(), target.indicator) == in_order.end()) in_order.push_back(target.indicator);
    }
    report(Kind::series_unknown_indicator, indicator, {indicator.text, listed(in_order), candidates.nearest(indicator.text)});
  }

  static std::string listed(const std::vector<std::string>& names) {
    std::string out;
    for (const std::string& name : names) out += (out.empty() ? "" : "、") + name;
    return out;
  }

  // ---- how much ----

  std::optional<Rational> in_base_units(const Entry& entry, const Target& target, Part part, const Rational& number) {
    const Piece& value = *entry.get(Column::value);
    if (part != Part::value && !target.per_10000) {
      report(Kind::series_part_not_per_person, *entry.get(Column::part), {target.indicator});
      return std::nullopt;
    }
    const Piece* unit = entry.get(Column::unit);
    if (unit && unit->broken) return std::nullopt;
    const std::string name = unit ? unit->text : "";
    const auto size = size_of(target, part, name);
    if (!size) {
      if (unit) report(Kind::series_bad_unit, *unit, {target.indicator, name, allowed(target, part)});
      else diagnostics_.report(Kind::series_missing, entry.span, {column_called(Column::unit)});
      return std::nullopt;
    }
    const Rational limit(kMostNumber);
    if (number > limit || -number > limit || number * *size > limit || -(number * *size) > limit) {
      report_number(value);
      return std::nullopt;
    }
    const Rational base = number * *size;
    if (part == Part::population) {
      if (base.is_integer() && base.sign() > 0 && base <= Rational(kMostPeople)) return base;
      report(Kind::series_bad_population, value, {value.text + " " + name, std::to_string(kMostPeople)});
      return std::nullopt;
    }
    return is_possible(target, part, base, value, name) ? std::optional(base) : std::nullopt;
  }

  // What is counted is not negative, and whole unless it is per 10,000 people; reported where it is not.
  bool is_possible(const Target& target, Part part, const Rational& base, const Piece& value, const std::string& unit) {
    if (!target.has_goal || target.type.kind != ir::TypeKind::count) return true;
    const std::string thing = unit_name(program_, target);
    const std::vector<std::string> words{target.indicator, unit.empty() ? value.text : value.text + " " + unit, thing};
    const bool whole = base.is_integer() || (target.per_10000 && part == Part::value);
    if (base.sign() < 0) report(Kind::series_negative, value, words);
    else if (!whole) report(Kind::series_in_parts, value, words);
    return base.sign() >= 0 && whole;
  }

  void refuse(std::size_t target, Part part) {
    if (part == Part::stock) collected_[target].stock_refused = true;
    if (part == Part::population) collected_[target].population_refused = true;
  }

  std::optional<Rational> size_of(const Target& target, Part part, const std::string& unit) const {
    if (part == Part::population) return people(unit);
    return part == Part::stock ? base_units_of_stock(program_, target, unit) : base_units(program_, target, unit);
  }
  std::string allowed(const Target& target, Part part) const {
    if (part == Part::population) return units_allowed_of_people();
    return part == Part::stock ? units_allowed_of_stock(program_, target) : units_allowed(program_, target);
  }

  // ---- a target ----

  void put(std::size_t target, Part part, const Reported& reported) {
    Collected& all = collected_[target];
    auto& of_part = part == Part::value ? all.values : part == Part::stock ? all.stocks : all.populations;
    const auto [there, added] = of_part.emplace(reported.day, reported);
    // Without a goal nothing converts, and other units are other values.
    const bool same = there->second.number == reported.number && (targets_[target].has_goal || there->second.unit == reported.unit);
    if (!added && !same) differ(target, reported, there->second);
  }

  void differ(std::size_t target, const Reported& second, const Reported& first) {
    const std::vector<std::string> words{targets_[target].indicator, first.day.to_string(), with_unit(first), with_unit(second)};
    diagnostics_.report(Kind::series_values_differ, second.span, words).labels.push_back({first.span, "前一个值", "the value before"});
  }

  std::vector<Figure> figures(std::size_t target) {
    const Collected& all = collected_[target];
    std::map<Date, Figure> out;
    for (const auto& [day, value] : all.values) out[day] = Figure{day, value.year, value.number, value, {}, {}};
    for (const auto& [day, stock] : all.stocks) computed(target, stock, out);
    if (all.stocks.empty() && !all.stock_refused && !all.populations.empty()) {
      diagnostics_.report(Kind::series_no_stock, all.populations.begin()->second.span, {targets_[target].indicator});
    }
    std::vector<Figure> list;
    for (auto& [day, figure] : out) list.push_back(std::move(figure));
    return list;
  }

  void computed(std::size_t target, const Reported& stock, std::map<Date, Figure>& out) {
    const std::map<Date, Reported>& populations = collected_[target].populations;
    const auto after = populations.upper_bound(stock.day);
    if (after == populations.begin()) {
      if (!collected_[target].population_refused)
        diagnostics_.report(Kind::series_no_population, stock.span, {targets_[target].indicator, stock.day.to_string()});
      return;
    }
    const Reported& population = std::prev(after)->second;
    const Rational quotient = stock.number / (population.number / Rational(kPer));
    const auto reported = out.find(stock.day);
    if (reported == out.end()) {
      out[stock.day] = Figure{stock.day, stock.year, quotient, {}, stock, population};
      return;
    }
    // What is published is rounded; it counts as long as the quotient rounds to it.
    Figure& figure = reported->second;
    const Reported value = *figure.value;
    Rational step(1);
    for (std::size_t i = 0; i < decimals_of(value.value); ++i) step = step / Rational(10);
    const auto size = base_units(program_, targets_[target], value.unit);
    if (size) step = step * *size;
    if (quotient.rounded_to(step, base::Rounding::half_up) != value.number) {
      Reported other = stock;
      other.value = with_unit(stock) + " ÷ " + with_unit(population);
      other.unit.clear();
      differ(target, other, value);
      return;
    }
    figure.stock = stock;
    figure.population = population;
  }

  const ir::Program& program_;
  const std::vector<Target>& targets_;
  text::Diagnostics& diagnostics_;
  std::vector<Collected> collected_;
  std::set<std::string> names_;
};

}  // namespace

Series understand(const ir::Program& program, const std::vector<Target>& targets, const std::vector<Entry>& entries,
                  text::Diagnostics& diagnostics) {
  return Understanding(program, targets, diagnostics).run(entries);
}

std::optional<Date> newest_day(const Series& series) {
  std::optional<Date> newest;
  for (const std::vector<Figure>& figures : series.of_target) {
    if (!figures.empty() && (!newest || *newest < figures.back().day)) newest = figures.back().day;
  }
  return newest;
}

}  // namespace zhidui::targets
