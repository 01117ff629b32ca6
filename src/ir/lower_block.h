// Private to ir: expressions → one flat block, each operation once.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "ir/plan.h"

namespace zhidui::ir {

class BlockLowering {
 public:
  BlockLowering(const Program& program, const std::vector<std::vector<BinderId>>& free)
      : program_(program), free_(free), rows_of_(program.binder_count) {}

  NodeId lower(ExprId id);  // absent stays absent
  RowsId add_rows(Rows rows);
  void bind(BinderId binder, RowsId rows) { rows_of_[binder.value] = rows; }
  void set_fact_date(NodeId node) { fact_date_ = node; }  // what `fact_date` operations become

  // Operations that no expression spells out.
  NodeId add(Node node);  // the equal node, if there is one
  NodeId clock(Clock clock);
  NodeId document_date(DocumentId document, DocDate which);
  NodeId year_end_of_this_year();
  NodeId row(RowsId rows);
  NodeId field(NodeId record, RecordId type, FieldId field);
  NodeId boolean(Op op, std::vector<NodeId> operands);

  Block take() { return std::move(block_); }

 private:
  Node node_of(const Expr& expr);
  RowsId range_rows(const Expr& expr);

  const Program& program_;
  const std::vector<std::vector<BinderId>>& free_;
  Block block_;
  std::map<std::string, NodeId> by_content_;
  std::map<std::pair<ExprId, std::vector<RowsId>>, NodeId> done_;  // per expression and the rows its free binders stand for
  std::vector<RowsId> rows_of_;                                    // per binder
  NodeId fact_date_;
};

}  // namespace zhidui::ir
