#include "tools/results.h"

#include <algorithm>
#include <utility>

#include "base/utf8.h"
#include "report/pdf.h"

namespace zhidui::tools {

using base::Error;

namespace {

constexpr const char* kAnswersFile = "answers.json";
constexpr const char* kSummaryFile = "summary.txt";
constexpr const char* kPagesFile = "index.html";
constexpr const char* kWorkbookFile = "answers.xlsx";

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += word + ",";
  return out;
}

}  // namespace

Written written_of(const std::vector<std::string>& kinds) {
  const std::string list = "," + joined(kinds);
  const auto asked = [&](const char* kind) { return kinds.empty() || list.find("," + std::string(kind) + ",") != std::string::npos; };
  return {asked("text"), asked("json"), asked("xlsx"), asked("html"), asked("pdf")};
}

base::Result<Results> Results::create(const std::string& folder, const Written& written, const report::View& view,
                                      text::Language language) {
  Results results(TRY(StagedFolder::create(folder)), written, view, language);
  for (const char* name : {kAnswersFile, kSummaryFile, kPagesFile, "index.json"}) results.names_.insert(name);
  if (written.xlsx) results.workbook_.emplace(TRY(report::WorkbookReport::create(results.folder_.place(kWorkbookFile), view, language)));
  return results;
}

// Ids that differ only in signs that no file name may hold, in capitals, or far behind, get a number; so does one whose
// files would have the names of another's or of the tables.
std::string Results::unused_name(const std::string& id) {
  const std::string base = file_name_of(id);
  std::string name = base;
  const auto ours = [&] {
    const std::string lower = folded(name);
    return std::vector<std::string>{lower + ".txt", lower + ".html", lower + ".case.html", lower + ".pdf"};
  };
  const auto taken = [&] {
    const std::vector<std::string> all = ours();
    return std::any_of(all.begin(), all.end(), [&](const std::string& each) { return names_.contains(each); });
  };
  for (int n = 2; taken(); ++n) name = base + "~" + std::to_string(n);
  for (const std::string& each : ours()) names_.insert(each);
  return name;
}

std::optional<Error> Results::add_json(std::string_view bytes) {
  return written_.json ? folder_.append(kAnswersFile, base::visible(bytes, base::Shown::json)) : std::nullopt;
}

std::optional<Error> Results::add(const outcome::Answer& answer, const std::vector<report::Explanation>& awards) {
  const std::string name = unused_name(answer.subject);
  std::vector<std::string> names;
  std::optional<Error> failure;
  const auto put = [&](const std::string& file, const std::string& bytes) {
    if (failure) return std::string();
    failure = folder_.write(file, bytes);
    names.push_back(file);
    return file;
  };
  report::ApplicantFiles files;
  if (written_.text) {
    const report::TextOptions full{language_, report::Detail::full, ""};
    files.text = put(name + ".txt", base::visible(report::text(view_, answer, full), base::Shown::page));
  }
  if (written_.html) {
    files.page = put(name + ".html", report::applicant_html(view_, answer, awards, language_));
    files.case_page = put(name + ".case.html", report::case_html(view_, answer, awards, language_));
  }
  if (written_.pdf && !failure) {
    auto pdf = report::applicant_pdf(view_, answer, awards, language_);
    if (pdf) files.pdf = put(name + ".pdf", *pdf);
    else failure = pdf.error();
  }
  if (workbook_) workbook_->add(answer, awards);
  folder_.note(answer.subject, names);
  files_.push_back(std::move(files));
  return failure;
}

std::vector<std::string> Results::common_files() const {
  std::vector<std::string> out;
  if (written_.text) out.emplace_back(kSummaryFile);
  if (written_.xlsx) out.emplace_back(kWorkbookFile);
  if (written_.json) out.emplace_back(kAnswersFile);
  return out;
}

std::optional<Error> Results::finish(const std::vector<outcome::Answer>& answers, const std::string& summary) {
  std::optional<Error> failure;
  if (written_.text) failure = folder_.write(kSummaryFile, base::visible(summary, base::Shown::page));
  if (!failure && workbook_) failure = workbook_->finish(answers);
  if (!failure && written_.html) {
    failure = folder_.write(kPagesFile, report::index_html(view_, answers, files_, common_files(), language_));
  }
  return failure ? failure : folder_.finish();
}

}  // namespace zhidui::tools
