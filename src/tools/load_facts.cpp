#include "tools/load_facts.h"

#include <functional>
#include <utility>

#include "base/files.h"
#include "base/utf8.h"
#include "facts/read_json.h"
#include "facts/read_workbook.h"
#include "spreadsheet/reader.h"
#include "tools/request.h"

namespace zhidui::tools {

namespace {

// Half of them for the file, half for what its rows say.
constexpr std::size_t kFileParts = 1000, kProgressParts = 2 * kFileParts;

class Loading {
 public:
  Loading(const Common& common, const engine::Policy& policy, const std::string& path, int& exit)
      : common_(common), policy_(policy), path_(path), exit_(exit) {}

  std::optional<LoadedFacts> run() {
    const bool folder = base::path_kind(path_) == base::PathKind::folder;
    const auto csv = folder ? base::files_in(path_, ".csv") : base::Result<std::vector<std::string>>(std::vector<std::string>{});
    if (!csv) return failed(environment_error(common_, csv.error()));
    if (csv->empty() && !is_file()) return std::nullopt;
    const bool read = csv->empty() ? read_file() : read_folder(*csv);
    if (interrupted()) return failed(kInterrupted);
    if (!read) return std::nullopt;
    if (!unread_ && !loaded_.warnings.has_errors()) return std::move(loaded_);
    show_diagnostics(common_, loaded_.sources, loaded_.warnings);
    return failed(kBadInput);
  }

 private:
  std::nullopt_t failed(int exit) {
    exit_ = exit;
    return std::nullopt;
  }

  bool is_file() {
    CommandLine line(common_);
    check_file(line, path_, ".json");
    if (!line.has_errors()) return true;
    line.show();
    exit_ = kCannotReadOrWrite;
    return false;
  }

  // False after an error of the environment.
  bool bytes_of(const std::string& path, std::string& out) {
    auto content = base::read_file(path, base::kDataFileLimit);
    if (!content) exit_ = environment_error(common_, content.error());
    else out = *std::move(content);
    return content.ok();
  }

  bool read_file() {
    std::string bytes;
    if (!bytes_of(path_, bytes)) return false;
    if (is_json(path_, bytes)) {
      const text::FileId file = loaded_.sources.add(path_, std::move(bytes));
      loaded_.base = facts::read_json(policy_.program, loaded_.sources, file, loaded_.warnings);
      return true;
    }
    Progress progress(Progress::Work::reading, kProgressParts, common_.language);
    take(spreadsheet::read_workbook(path_, std::move(bytes), loaded_.sources, loaded_.warnings, options(progress)), progress);
    return true;
  }

  bool read_folder(const std::vector<std::string>& files) {
    std::vector<spreadsheet::CsvFile> parts;
    for (const std::string& file : files) {
      if (!bytes_of(file, parts.emplace_back(spreadsheet::CsvFile{file, ""}).bytes)) return false;
    }
    Progress progress(Progress::Work::reading, kProgressParts, common_.language);
    take(spreadsheet::read_csv_folder(path_, std::move(parts), loaded_.sources, loaded_.warnings, options(progress)), progress);
    return true;
  }

  static spreadsheet::ReadOptions options(Progress& progress) {
    spreadsheet::ReadOptions out;
    out.warn_of_lost_digits = false;
    out.progress = from(progress, 0);
    return out;
  }

  static std::function<bool(int)> from(Progress& progress, std::size_t begin) {
    return [&progress, begin](int done) {
      progress.reach(begin + static_cast<std::size_t>(done));
      return !interrupted();
    };
  }

  // A workbook that is damaged somewhere is not read for facts: what it lacks would look like defects of its own.
  void take(const std::optional<spreadsheet::Workbook>& workbook, Progress& progress) {
    unread_ = !workbook;
    if (!workbook || loaded_.warnings.has_errors()) return;
    loaded_.base = facts::read_workbook(policy_.program, loaded_.sources, *workbook, loaded_.warnings, from(progress, kFileParts));
  }

  const Common& common_;
  const engine::Policy& policy_;
  const std::string& path_;
  int& exit_;
  LoadedFacts loaded_;
  bool unread_ = false;  // there is no workbook to take facts from
};

}  // namespace

bool is_json(const std::string& path, std::string_view bytes) {
  if (path.ends_with(".json")) return true;
  for (std::size_t i = 0; i < bytes.size();) {
    const base::CodePoint point = base::decode(bytes, i);
    if (!base::is_space(point.value)) return point.value == U'{';
    i += point.length;
  }
  return false;
}

std::optional<LoadedFacts> load_facts_quietly(const Common& common, const engine::Policy& policy, const std::string& path, int& exit) {
  return Loading(common, policy, path, exit).run();
}

std::optional<facts::FactBase> load_facts(const Common& common, const engine::Policy& policy, const std::string& path, int& exit) {
  auto loaded = load_facts_quietly(common, policy, path, exit);
  if (!loaded) return std::nullopt;
  show_warnings(common, loaded->sources, loaded->warnings);
  return std::move(loaded->base);
}

}  // namespace zhidui::tools
