#include "matching/review.h"

#include <algorithm>
#include <optional>
#include <set>
#include <tuple>

#include "base/utf8.h"
#include "spreadsheet/csv_record.h"

namespace zhidui::matching {

namespace {

using base::JsonValue;
using text::Kind;
using text::Language;

struct Words {
  std::string_view zh, en;
};
constexpr Words kRow{"行", "row"}, kPart{"名称序号", "part"}, kPrinted{"名单所印", "printed"}, kCode{"代码", "code"},
    kRegion{"地区", "region"}, kConfirmed{"确认", "confirmed"}, kMode{"方式", "mode"}, kRemarks{"说明", "remarks"},
    kCandidate{"候选", "candidate"}, kReasons{"理由", "reasons"}, kAutomatic{"自动", "automatic"}, kOutcome{"结果", "outcome"};
constexpr Words kOutcomes[] = {{"没有核对", "open"}, {"不是申请人", "refused"}, {"自动", "automatic"}, {"已确认", "confirmed"}};
constexpr std::string_view kRefusals[] = {"否", "不是", "无", "no", "No", "NO"};

std::string in(const Words& words, Language language) { return std::string(language == Language::zh ? words.zh : words.en); }

// A text from a list must not be taken for a formula by a spreadsheet.
constexpr std::string_view kFormula = "=+-@\t\r";
std::string guarded(const std::string& text) {
  return !text.empty() && kFormula.find(text.front()) != std::string_view::npos ? "'" + text : text;
}
std::string unguarded(const std::string& text) {
  const bool guard = text.size() > 1 && text.front() == '\'' && kFormula.find(text[1]) != std::string_view::npos;
  return guard ? text.substr(1) : text;
}

std::string name_of(const ApplicantNames& names, const std::string& id) {
  const auto found = names.find(id);
  return found == names.end() ? "" : found->second;
}

std::string part_text(const Match& match) { return match.part == 0 ? "" : std::to_string(match.part); }

std::vector<std::string> begin_of(const Match& match) {
  return {std::to_string(match.row), part_text(match), guarded(match.printed), guarded(match.code), guarded(match.region)};
}

std::vector<std::string> begin_of_header(Language language) {
  return {in(kRow, language), in(kPart, language), in(kPrinted, language), in(kCode, language), in(kRegion, language)};
}

JsonValue json_of(const Reason& reason) {
  JsonValue out = JsonValue::object();
  out.set("id", JsonValue::of(reason_id(reason.kind)));
  out.set("zh", JsonValue::of(reason_text(reason, Language::zh)));
  out.set("en", JsonValue::of(reason_text(reason, Language::en)));
  return out;
}

JsonValue json_of(const std::vector<Reason>& reasons) {
  JsonValue out = JsonValue::array();
  for (const Reason& each : reasons) out.push(json_of(each));
  return out;
}

std::string trimmed(std::string text) {
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.pop_back();
  return text.substr(std::min(text.find_first_not_of(" \t"), text.size()));
}

}  // namespace

std::string reason_words(const std::vector<Reason>& reasons, Language language) {
  std::string out;
  for (const Reason& each : reasons) out += (out.empty() ? "" : language == Language::zh ? "；" : "; ") + reason_text(each, language);
  return out;
}

std::string candidate_words(const Candidate& candidate, const ApplicantNames& names, Language language) {
  return candidate.id + " " + name_of(names, candidate.id) + (language == Language::zh ? "（" : " (") +
         std::string(certainty_text(candidate.certainty, language)) + (language == Language::zh ? "）" : ")");
}

std::string review_csv(const std::vector<Match>& matches, const ApplicantNames& names, Language language) {
  std::vector<std::string> header = begin_of_header(language);
  for (const Words& each : {kConfirmed, kMode, kRemarks}) header.push_back(in(each, language));
  for (std::size_t i = 1; i <= kMostCandidates; ++i) {
    header.push_back(in(kCandidate, language) + std::to_string(i));
    header.push_back(in(kReasons, language) + std::to_string(i));
  }
  std::string out = std::string(spreadsheet::kByteOrderMark) + spreadsheet::csv_record(header);
  for (const Match& match : matches) {
    std::vector<std::string> cells = begin_of(match);
    const std::string automatic = match.automatic();
    cells.push_back(guarded(automatic));
    cells.push_back(automatic.empty() ? "" : in(kAutomatic, language));
    cells.push_back(guarded(reason_words(match.remarks, language)));
    for (const Candidate& each : match.candidates) {
      cells.push_back(guarded(candidate_words(each, names, language)));
      cells.push_back(guarded(reason_words(each.reasons, language)));
    }
    cells.resize(header.size());
    out += spreadsheet::csv_record(cells);
  }
  return out;
}

JsonValue review_json(const std::vector<Match>& matches, const ApplicantNames& names) {
  JsonValue rows = JsonValue::array();
  for (const Match& match : matches) {
    JsonValue row = JsonValue::object();
    row.set("row", JsonValue::of(match.row));
    if (match.part > 0) row.set("part", JsonValue::of(match.part));
    row.set("printed", JsonValue::of(match.printed));
    if (!match.code.empty()) row.set("code", JsonValue::of(match.code));
    if (!match.region.empty()) row.set("region", JsonValue::of(match.region));
    const std::string automatic = match.automatic();
    row.set("confirmed", JsonValue::of(automatic));
    row.set("mode", JsonValue::of(automatic.empty() ? std::string_view() : kAutomatic.en));
    row.set("remarks", json_of(match.remarks));
    JsonValue candidates = JsonValue::array();
    for (const Candidate& each : match.candidates) {
      JsonValue candidate = JsonValue::object();
      candidate.set("id", JsonValue::of(each.id));
      candidate.set("name", JsonValue::of(name_of(names, each.id)));
      candidate.set("certainty", JsonValue::of(certainty_id(each.certainty)));
      candidate.set("score", JsonValue::of(each.score));
      candidate.set("reasons", json_of(each.reasons));
      candidates.push(std::move(candidate));
    }
    row.set("candidates", std::move(candidates));
    rows.push(std::move(row));
  }
  return rows;
}

std::string_view outcome_text(Outcome outcome, Language language) {
  const Words& words = kOutcomes[static_cast<std::size_t>(outcome)];
  return language == Language::zh ? words.zh : words.en;
}

namespace {

// The column of either language.
std::optional<std::string> column_of(const List& review, const Words& words) {
  for (const std::string_view name : {words.zh, words.en}) {
    if (std::find(review.columns.begin(), review.columns.end(), name) != review.columns.end()) return std::string(name);
  }
  return std::nullopt;
}

class ReadingReview {
 public:
  ReadingReview(const List& review, const std::vector<Match>& matches, const ApplicantNames& names, text::Diagnostics& diagnostics)
      : review_(review), matches_(matches), names_(names), diagnostics_(diagnostics) {}

  std::vector<Decided> run() {
    std::vector<Decided> out(matches_.size());
    if (!columns()) return out;
    for (std::size_t i = 0; i < matches_.size(); ++i)
      places_.emplace(std::pair(std::to_string(matches_[i].row), part_text(matches_[i])), i);
    std::set<std::size_t> seen;
    for (const ListRow& row : review_.rows) {
      const std::string number = trimmed(row.cell(row_)), part = trimmed(row.cell(part_));
      const auto found = places_.find({number, part});
      if (found == places_.end()) {
        diagnostics_.report(Kind::review_unknown_row, row.span, {number, part.empty() ? "1" : part});
      } else if (!seen.insert(found->second).second) {
        diagnostics_.report(Kind::review_row_twice, row.span, {number, part.empty() ? "1" : part});
      } else {
        out[found->second] = decided(row, matches_[found->second]);
      }
    }
    for (std::size_t i = 0; i < matches_.size(); ++i) {
      if (!seen.contains(i))
        diagnostics_.report(Kind::review_row_missing, {review_.file, 0, 0}, {std::to_string(matches_[i].row), matches_[i].printed});
    }
    return out;
  }

 private:
  bool columns() {
    bool all = true;
    const std::pair<const Words*, std::string*> needed[] = {
        {&kRow, &row_}, {&kPart, &part_}, {&kPrinted, &printed_}, {&kConfirmed, &confirmed_}, {&kMode, &mode_}};
    for (const auto& [words, column] : needed) {
      if (const auto found = column_of(review_, *words)) {
        *column = *found;
        continue;
      }
      all = false;
      diagnostics_.report(Kind::review_no_column, {review_.file, 0, 0}, {std::string(words->zh) + " / " + std::string(words->en)});
    }
    return all;
  }

  Decided decided(const ListRow& row, const Match& match) {
    const std::string number = std::to_string(match.row);
    const std::string printed = unguarded(row.cell(printed_));
    if (printed != match.printed) {
      diagnostics_.report(Kind::review_other_name, row.span, {number, printed, match.printed});
      return {};
    }
    const std::string word = unguarded(trimmed(row.cell(confirmed_)));
    if (word.empty()) return {};
    if (std::find(std::begin(kRefusals), std::end(kRefusals), word) != std::end(kRefusals)) return {Outcome::refused, ""};
    if (!names_.contains(word)) {
      const std::string best = match.candidates.empty() ? "否" : match.candidates.front().id;
      diagnostics_.report(Kind::review_unknown_applicant, row.span, {number, word, best});
      return {};
    }
    const std::string mode = trimmed(row.cell(mode_));
    const bool automatic = (mode == kAutomatic.zh || mode == kAutomatic.en) && match.automatic() == word;
    return {automatic ? Outcome::automatic : Outcome::confirmed, word};
  }

  const List& review_;
  const std::vector<Match>& matches_;
  const ApplicantNames& names_;
  text::Diagnostics& diagnostics_;
  std::map<std::pair<std::string, std::string>, std::size_t> places_;
  std::string row_, part_, printed_, confirmed_, mode_;
};

}  // namespace

std::vector<Decided> read_review(const List& review, const std::vector<Match>& matches, const ApplicantNames& names,
                                 text::Diagnostics& diagnostics) {
  return ReadingReview(review, matches, names, diagnostics).run();
}

std::string open_csv(const std::vector<Match>& matches, const std::vector<Decided>& decided, const ApplicantNames& names,
                     Language language) {
  std::vector<std::string> header = begin_of_header(language);
  header.push_back(in(kOutcome, language));
  header.push_back(in(kRemarks, language));
  header.push_back(in(kCandidate, language) + "1");
  std::string out = std::string(spreadsheet::kByteOrderMark) + spreadsheet::csv_record(header);
  for (std::size_t i = 0; i < matches.size(); ++i) {
    if (decided[i].outcome == Outcome::automatic || decided[i].outcome == Outcome::confirmed) continue;
    std::vector<std::string> cells = begin_of(matches[i]);
    cells.emplace_back(outcome_text(decided[i].outcome, language));
    cells.push_back(guarded(reason_words(matches[i].remarks, language)));
    cells.push_back(matches[i].candidates.empty() ? "" : guarded(candidate_words(matches[i].candidates.front(), names, language)));
    out += spreadsheet::csv_record(cells);
  }
  return out;
}

}  // namespace zhidui::matching
