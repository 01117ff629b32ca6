// The only file that sees yaml-cpp.
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include "case.h"

namespace zhidui::conformance {

namespace {

// A mistyped key must not pass as an absent one.
void only(const YAML::Node& node, std::initializer_list<const char*> keys) {
  for (const auto& entry : node) {
    const auto key = entry.first.as<std::string>();
    const bool known = std::any_of(keys.begin(), keys.end(), [&](const char* k) { return key == k; });
    if (!known) throw std::runtime_error("unknown key: " + key);
  }
}

template <class T>
void take(const YAML::Node& node, const char* key, T& out) {
  if (node[key]) out = node[key].as<T>();
}
template <class T>
void take(const YAML::Node& node, const char* key, std::optional<T>& out) {
  if (node[key]) out = node[key].as<T>();
}

Payload read_payload(const YAML::Node& node) {
  Payload p;
  only(node,
       {"members", "keys", "signs", "step", "rounding", "none", "left_open", "fault", "clock", "date", "taken", "otherwise", "distinct"});
  take(node, "members", p.members);
  take(node, "keys", p.keys);
  take(node, "signs", p.signs);
  take(node, "step", p.step);
  take(node, "rounding", p.rounding);
  take(node, "none", p.none);
  take(node, "left_open", p.left_open);
  take(node, "fault", p.fault);
  take(node, "clock", p.clock);
  take(node, "date", p.date);
  take(node, "taken", p.taken);
  take(node, "otherwise", p.otherwise);
  take(node, "distinct", p.distinct);
  return p;
}

std::vector<RowText> read_rows(const YAML::Node& node) {
  std::vector<RowText> rows;
  for (const YAML::Node& item : node) {
    only(item, {"keep", "value", "key"});
    RowText& row = rows.emplace_back();
    take(item, "keep", row.keep);
    take(item, "value", row.value);
    take(item, "key", row.key);
  }
  return rows;
}

std::vector<std::vector<Known>> read_records(const YAML::Node& node) {
  std::vector<std::vector<Known>> records;
  for (const YAML::Node& record : node) {
    std::vector<Known>& list = records.emplace_back();
    for (const YAML::Node& item : record) {
      only(item, {"value", "from", "to", "recorded"});
      Known& known = list.emplace_back();
      take(item, "value", known.value);
      take(item, "from", known.from);
      take(item, "to", known.to);
      take(item, "recorded", known.recorded);
    }
  }
  return records;
}

World read_world(const YAML::Node& node) {
  World w;
  only(node, {"records", "range", "kind", "claimed", "decided", "known", "applicant", "year", "fact_date", "published", "effective",
              "expires", "assume", "entries", "totals", "items", "item", "complete"});
  w.records = read_records(node["records"]);
  take(node, "range", w.range);
  take(node, "kind", w.kind);
  take(node, "claimed", w.claimed);
  take(node, "decided", w.decided);
  take(node, "known", w.known);
  take(node, "applicant", w.applicant);
  take(node, "year", w.year);
  take(node, "fact_date", w.fact_date);
  take(node, "published", w.published);
  take(node, "effective", w.effective);
  take(node, "expires", w.expires);
  take(node, "assume", w.assume);
  for (const YAML::Node& entry : node["entries"]) w.entries.emplace_back(entry[0].as<std::string>(), entry[1].as<std::string>());
  for (const YAML::Node& item : node["totals"]) {
    only(item, {"applicant", "year", "value", "recorded"});
    TotalText& total = w.totals.emplace_back();
    take(item, "applicant", total.applicant);
    take(item, "year", total.year);
    take(item, "value", total.value);
    take(item, "recorded", total.recorded);
  }
  if (node["items"]) w.items = read_rows(node["items"]);
  take(node, "item", w.item);
  take(node, "complete", w.complete);
  return w;
}

Case read_case(const YAML::Node& node) {
  only(node, {"name", "type", "args", "payload", "rows", "virtual", "virtual_value", "world", "expect", "opens", "pending"});
  Case c;
  c.name = node["name"].as<std::string>();
  c.expect = node["expect"].as<std::string>();
  take(node, "type", c.type);
  take(node, "args", c.args);
  take(node, "opens", c.opens);
  take(node, "pending", c.pending);
  if (node["payload"]) c.payload = read_payload(node["payload"]);
  if (node["rows"]) c.rows = read_rows(node["rows"]);
  take(node, "virtual", c.virtual_row);
  take(node, "virtual_value", c.virtual_value);
  if (node["world"]) c.world = read_world(node["world"]);
  std::sort(c.opens.begin(), c.opens.end());
  return c;
}

}  // namespace

std::vector<Case> read_cases(const std::string& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".yaml") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::vector<Case> cases;
  for (const std::filesystem::path& file : files) {
    try {
      const YAML::Node root = YAML::LoadFile(file.string());
      only(root, {"op", "type", "cases"});
      for (const YAML::Node& node : root["cases"]) {
        Case c = read_case(node);
        c.file = file.filename().string();
        c.op = root["op"].as<std::string>();
        if (c.type.empty()) c.type = root["type"].as<std::string>();
        cases.push_back(std::move(c));
      }
    } catch (const std::exception& error) {
      throw std::runtime_error(file.string() + ": " + error.what());
    }
  }
  return cases;
}

}  // namespace zhidui::conformance
