// Suppositions under which documents of different times and places can be compared at all. They change what is asked, never the text.
#pragma once

#include <optional>
#include <vector>

#include "engine/engine.h"

namespace zhidui::compare {

// The documents are in force on every day: no expiry, nothing that took their place, drafts adopted. Their own dates stay what rules
// read. The policy is another one from then on: its receipts are not those of the documents.
void suppose_in_force(engine::Policy& policy, const std::vector<ir::DocumentId>& documents);

// The facts with every applicant at home in the place of that code, on all days. `places`: the fields that say where.
facts::FactBase as_local(const ir::Program& program, const facts::FactBase& facts, const std::vector<ir::FieldId>& places,
                         const std::string& region);
// Is the code a member of every one of the fields?
bool is_place(const ir::Program& program, const std::vector<ir::FieldId>& places, const std::string& region);

}  // namespace zhidui::compare
