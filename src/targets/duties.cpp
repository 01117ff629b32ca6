#include "targets/duties.h"

#include <algorithm>
#include <map>
#include <utility>

namespace zhidui::targets {

namespace {

bool is_duty(ir::TypedKind kind) {
  switch (kind) {
    case ir::TypedKind::task:
    case ir::TypedKind::mechanism:
    case ir::TypedKind::target:
    case ir::TypedKind::fund:
    case ir::TypedKind::supervision: return true;
    case ir::TypedKind::supersession:
    case ir::TypedKind::validity: break;
  }
  return false;
}

// Paths name a counted paragraph with or without its sign: 二/¶3, 二/3.
std::string without_signs(std::string_view path) {
  constexpr std::string_view kSign = "¶";
  std::string out(path);
  for (std::size_t at = out.find(kSign); at != std::string::npos; at = out.find(kSign)) out.erase(at, kSign.size());
  return out;
}

// 二/(一)/2 lies around 二/(一)/2/s1, not around 二/(一)/23.
bool lies_around(const std::string& outer, const std::string& inner) {
  return inner == outer || (inner.starts_with(outer) && inner[outer.size()] == '/');
}

// The narrowest article around one of the clauses that says who is responsible.
const ir::Departments* article_of(const ir::Program& program, const ir::Typed& typed, ir::ClauseId clause) {
  const std::string path = without_signs(program.clauses[clause.value].path);
  const ir::Departments* found = nullptr;
  std::size_t length = 0;
  for (const ir::Departments& each : program.departments) {
    const std::string around = without_signs(each.path);
    if (each.document != typed.document || !lies_around(around, path) || (found && around.size() <= length)) continue;
    found = &each;
    length = around.size();
  }
  return found;
}

// Names of one document; in each the spellings that mean one department.
class Register {
 public:
  Register(const ir::Program& program, Duties& into) : program_(program), into_(into) {}

  void collect(ir::DocumentId document, const std::string& name) {
    std::vector<std::string>& names = names_[document];
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }

  std::size_t of(ir::DocumentId document, const std::string& written) {
    const std::string shorter = short_form(document, written);
    const auto known =
        std::find_if(into_.departments.begin(), into_.departments.end(), [&](const Department& each) { return each.name == shorter; });
    const auto index = static_cast<std::size_t>(known - into_.departments.begin());
    if (known == into_.departments.end()) into_.departments.push_back({shorter, {shorter}});
    std::vector<std::string>& spellings = into_.departments[index].spellings;
    if (std::find(spellings.begin(), spellings.end(), written) == spellings.end()) spellings.push_back(written);
    return index;
  }

 private:
  // What an organ of that level leaves out before the names of its own departments; 区财政局 in a paper of the city is another one.
  static std::vector<std::string_view> signs_of(const std::string& level) {
    if (level == "provincial") return {"省"};
    if (level == "city") return {"市", "州"};
    if (level == "county") return {"县", "区", "市"};
    return {};
  }

  // Only where the document itself has the shorter name too; 市场监管局 has no 场监管局 beside it.
  std::string short_form(ir::DocumentId document, const std::string& written) const {
    for (const std::string_view level : signs_of(program_.documents[document.value].level)) {
      if (!written.starts_with(level)) continue;
      const std::string rest = written.substr(level.size());
      const std::vector<std::string>& names = names_.at(document);
      if (std::find(names.begin(), names.end(), rest) != names.end()) return rest;
    }
    return written;
  }

  const ir::Program& program_;
  Duties& into_;
  std::map<ir::DocumentId, std::vector<std::string>> names_;
};

struct Charged {
  std::string name;
  By by;
};

// Each name once, by what is closest to the duty.
std::vector<Charged> charged(const ir::Program& program, const ir::Typed& typed) {
  std::vector<Charged> out;
  const auto add = [&](const std::string& name, By by) {
    const bool there = std::any_of(out.begin(), out.end(), [&](const Charged& each) { return each.name == name; });
    if (!there) out.push_back({name, by});
  };
  for (const std::string& name : typed.responsible) add(name, By::block);
  for (const ir::ClauseId clause : typed.clauses) {
    const ir::Departments* article = article_of(program, typed, clause);
    if (!article) continue;
    for (const std::string& name : article->units) add(name, By::article);
    for (const std::string& name : article->standing) add(name, By::standing);
  }
  return out;
}

}  // namespace

Duties duties_of(const ir::Program& program, base::Date on) {
  Duties out;
  Register names(program, out);
  for (const ir::Departments& each : program.departments) {
    for (const std::string& name : each.units) names.collect(each.document, name);
    for (const std::string& name : each.standing) names.collect(each.document, name);
  }
  for (const ir::Typed& typed : program.typed) {
    for (const std::string& name : typed.responsible) names.collect(typed.document, name);
  }
  for (std::uint32_t i = 0; i < program.typed.size(); ++i) {
    const ir::Typed& typed = program.typed[i];
    if (!is_duty(typed.kind)) continue;
    Duty duty;
    duty.typed = i;
    duty.has_due = typed.due.present();
    duty.due = due_of(program, typed.due, on);
    for (const Charged& each : charged(program, typed)) {
      const std::size_t department = names.of(typed.document, each.name);
      const bool there =
          std::any_of(duty.charges.begin(), duty.charges.end(), [&](const Charge& charge) { return charge.department == department; });
      if (!there) duty.charges.push_back({each.name, department, each.by});
    }
    out.duties.push_back(std::move(duty));
  }
  return out;
}

namespace {

// 市委宣传部（版权局） is 市委宣传部, and 版权局; 市场监督管理（知识产权）局 is 市场监督管理局, and 知识产权局.
std::vector<std::string> other_names(const std::string& name) {
  for (const auto& [open, close] : {std::pair<std::string_view, std::string_view>{"（", "）"}, {"(", ")"}}) {
    const std::size_t begin = name.find(open), end = name.rfind(close);
    if (begin == std::string::npos || end == std::string::npos || begin == 0 || end <= begin + open.size()) continue;
    const std::string before = name.substr(0, begin), inside = name.substr(begin + open.size(), end - begin - open.size());
    const std::string behind = name.substr(end + close.size());
    if (inside.find("、") != std::string::npos) continue;  // 各县（市、区）人民政府: kinds, not names
    return {before + behind, inside + behind};
  }
  return {};
}

bool is_called(const std::string& spelling, std::string_view name) {
  if (spelling == name) return true;
  const std::vector<std::string> others = other_names(spelling);
  return std::find(others.begin(), others.end(), name) != others.end();
}

}  // namespace

std::vector<std::size_t> find_departments(const Duties& duties, std::string_view name) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < duties.departments.size(); ++i) {
    const std::vector<std::string>& spellings = duties.departments[i].spellings;
    if (std::any_of(spellings.begin(), spellings.end(), [&](const std::string& each) { return is_called(each, name); })) out.push_back(i);
  }
  return out;
}

Selection select(const ir::Program& program, const Duties& duties, const Asked& asked) {
  Selection out;
  for (std::size_t i = 0; i < duties.duties.size(); ++i) {
    const Duty& duty = duties.duties[i];
    if (asked.document && program.typed[duty.typed].document != *asked.document) continue;
    const bool charged = std::any_of(duty.charges.begin(), duty.charges.end(), [&](const Charge& charge) {
      return std::find(asked.departments.begin(), asked.departments.end(), charge.department) != asked.departments.end();
    });
    if (!asked.departments.empty() && !charged) continue;
    if (asked.due_before && !duty.due) ++out.without_date;
    else if (!asked.due_before || duty.due->last < *asked.due_before) out.duties.push_back(i);
  }
  return out;
}

}  // namespace zhidui::targets
