#include "subjects.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "base/must.h"

namespace zhidui::property {

namespace {

engine::Policy load(const std::string& file, const std::vector<std::string>& vocabulary) {
  text::Diagnostics diagnostics;
  auto result = engine::load({file}, vocabulary, {}, diagnostics);
  REQUIRE(result.ok());
  INFO(text::render_all((*result).sources, diagnostics, text::Language::en));
  REQUIRE_FALSE(diagnostics.has_errors());
  return *std::move(result);
}

}  // namespace

std::size_t patterns(std::size_t otherwise) {
  const char* asked = std::getenv("ZHIDUI_PATTERNS");
  return asked ? std::strtoull(asked, nullptr, 10) : otherwise;
}

const std::vector<Subject>& all_policies() {
  static const std::vector<Subject> loaded = [] {
    const std::string root = ZHIDUI_ROOT;
    std::vector<Subject> out;
    const auto shipped = [&](const std::string& name, std::size_t share) {
      out.push_back({name, load(root + "/policies/" + name + ".md", {root + "/vocabulary", root + "/reference"}), share});
    };
    shipped("jincheng-2023", 1);
    shipped("quanzhou-2021", 10);
    shipped("shijiazhuang-2022", 10);
    shipped("jincheng-2020", 10);
    shipped("yanhu-draft", 10);
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(root + "/tests/constructs")) {
      if (entry.path().extension() == ".md") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    for (const auto& file : files) out.push_back({file.stem(), load(file, {root + "/tests/constructs/vocabulary"}), 20, true});
    return out;
  }();
  return loaded;
}

engine::Request asked_on(const ir::Program& program, base::Date day) {
  engine::Request request;
  request.claimed = day;
  for (const ir::Document& document : program.documents) {
    if (document.draft) request.assume[document.name.id] = base::must(base::Date::parse("2023-01-01"));
  }
  return request;
}

evaluate::Scope settled_readings(const ir::Program& program, evaluate::Scope at) {
  for (std::size_t i = 0; i < program.readings.size(); ++i) {
    const ir::Reading& reading = program.readings[i];
    at.readings[i] = reading.adoption == ir::Adoption::left_open ? 0u : reading.adopted;
  }
  return at;
}

}  // namespace zhidui::property
