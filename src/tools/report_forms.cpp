#include "tools/report_forms.h"

#include "base/utf8.h"
#include "report/pdf.h"
#include "tools/files.h"
#include "tools/request.h"
#include "tools/results.h"

namespace zhidui::tools {

namespace {

std::optional<base::Error> write_all(StagedFolder& folder, const Written& written, const ReportForms& report) {
  std::optional<base::Error> failure;
  const auto put = [&](const char* ending, const std::string& bytes) {
    if (!failure) failure = folder.write(report.name + ending, bytes);
  };
  if (written.text) put(".txt", base::visible(report.text(), base::Shown::page));
  if (written.json) put(".json", base::visible(base::write_json(report.json(), 1) + "\n", base::Shown::json));
  if (written.html) put(".html", report.html());
  if (written.xlsx && !failure) failure = report.workbook(folder.place(report.name + ".xlsx"));
  if (written.pdf && !failure) {
    const auto pdf = report.pdf();
    if (pdf) put(".pdf", *pdf);
    else failure = pdf.error();
  }
  return failure ? failure : folder.finish();
}

}  // namespace

int unless_report_can_be_written(const Common& common, const std::string& output, const std::vector<std::string>& kinds) {
  if (const int refused = unless_output_is_free(common, output); refused != kFine) return refused;
  if (output.empty() || !written_of(kinds).pdf || report::has_chinese_font()) return kFine;
  CommandLine line(common);
  line.report(text::Kind::command_no_chinese_font, kinds.empty() ? output : "--write", {});
  line.show();
  return kCannotReadOrWrite;
}

int put_report(const Common& common, const std::string& output, const std::vector<std::string>& kinds, const ReportForms& report) {
  if (!output.empty()) {
    auto folder = StagedFolder::create(output);
    if (!folder) return environment_error(common, folder.error());
    if (const auto failure = write_all(*folder, written_of(kinds), report)) return environment_error(common, *failure);
  }
  if (common.format == Format::json) print_json(base::write_json(report.json(), 1) + "\n");
  else if (common.format == Format::html) print_out(report.html());
  else print_out(report.text());
  return out_failed() ? kCannotReadOrWrite : kFine;
}

}  // namespace zhidui::tools
