// libFuzzer: any bytes as a file of rules beside the vocabulary of the goldens. Nothing crashes, whatever comes out can be printed, and
// what is compiled without errors is a program that the verifier accepts.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "check/check.h"
#include "syntax/parse.h"

namespace {

std::string vocabulary() {
  std::ifstream in(ZHIDUI_ROOT "/tests/golden/check/vocabulary.md", std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace zhidui;
  static const std::string shared = vocabulary();
  text::SourceSet sources;
  text::Diagnostics diagnostics;
  std::vector<check::Input> inputs;
  for (const std::string& bytes : {shared, std::string(data, data + size)}) {
    const text::FileId file = sources.add(inputs.empty() ? "vocabulary.md" : "input.md", bytes);
    text::Document document = text::read_document(sources, file, diagnostics);
    syntax::File tree = syntax::parse(sources, document, diagnostics);
    inputs.push_back({std::move(document), std::move(tree)});
  }
  const ir::Program program = check::compile(sources, inputs, diagnostics);
  ir::print(program);
  text::render_all(sources, diagnostics, text::Language::zh);
  if (diagnostics.has_errors()) return 0;
  for (const std::string& breach : ir::verify(program)) {
    std::fprintf(stderr, "%s\n", breach.c_str());
    std::abort();
  }
  return 0;
}
