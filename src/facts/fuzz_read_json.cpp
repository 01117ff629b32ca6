// Any bytes are read or refused; what is read is written so that reading it again gives the same base.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/check.h"
#include "facts/read_json.h"
#include "facts/vocabulary_fixture.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace zhidui;
  static const ir::Program program = facts::VocabularyFixture::make();
  text::SourceSet sources;
  text::Diagnostics diagnostics;
  const text::FileId file = sources.add("facts.json", std::string(reinterpret_cast<const char*>(data), size));
  const facts::FactBase base = facts::read_json(program, sources, file, diagnostics);
  CHECK(!text::render_all(sources, diagnostics, text::Language::zh).empty() || diagnostics.empty());
  if (diagnostics.has_errors()) return 0;
  const std::string canonical = facts::canonical_json(program, base);
  text::Diagnostics again;
  const facts::FactBase copy = facts::read_json(program, sources, sources.add("canonical.json", canonical), again);
  CHECK(!again.has_errors());
  CHECK(facts::canonical_json(program, copy) == canonical);
  CHECK(copy.hash == base.hash);
  return 0;
}
