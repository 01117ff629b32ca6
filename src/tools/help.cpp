#include "tools/command.h"

namespace zhidui::tools {

std::string help_text() {
  return R"(知兑 zhidui — 政策文本就是程序: 谁应当得到多少, 依据哪一条款, 为什么, 还缺什么。

用法  zhidui 命令 [选项]

  check 文件…               检查政策文件: 规则、类型、以及每一句原文是否都有规则对应
  assess 政策… --facts 事实 --on 日期
                            计算全部申请人 (或 --subject 指明的), 每项一行
  explain 政策… --facts 事实 --on 日期 --subject 申请人
                            一个申请人的完整解释: 条款原文、事实和来源、计算过程、怎样改变
  test 政策…                运行政策旁边的场景
  fmt 文件…                 规则块排成规范格式 (--check 只检查; --lang en 把关键字译成英文)
  print --stage=阶段 文件…  打印中间结果: text tokens tree program plan
  schema facts|answer       事实库、答案的 JSON Schema
  help keywords             关键字的中英文对照

例一  检查一份政策
  zhidui check policies/jincheng-2023.md

例二  2025年3月10日申报, 算出每个申请人应得多少, 结果写进 out/ 文件夹
  zhidui assess policies/jincheng-2023.md --facts examples/jincheng/facts.json --on 2025-03-10 --output out

例三  解释一个申请人的一项措施; 再问一遍: 如果 JC23-08 按乙理解呢?
  zhidui explain policies/jincheng-2023.md --facts examples/jincheng/facts.json --on 2025-03-10 \
      --subject e1 --award invention_volume_reward
  zhidui explain policies/jincheng-2023.md --facts examples/jincheng/facts.json --on 2025-03-10 \
      --subject e1 --award invention_volume_reward --reading JC23-08=乙

assess 和 explain 的选项
  --facts 文件              事实库 (JSON, 格式见 zhidui schema facts)
  --on 日期                 申报日, 必须写明: 程序从不自己看钟
  --decided 日期            决定日, 默认与申报日相同
  --known 日期              只用这一天以前记录的事实; 默认是申报日和决定日中较晚的一天
  --period 年度             只算这一年度
  --subject 申请人          id 或名称, 可以写几次; 不写就是全部
  --reading 口径=标号       按这一种理解计算, 可以写几次
  --document 文号           只算这份文件, 可以写几次
  --documents all           不在手边的文件的施行期间也如实回答“不能确定”
  --assume 文件=日期        假设草案自这一天起施行
  --output 文件夹           写入 answers.json、每个申请人一个文本、summary.txt; 全部写好才出现
  --award 措施|申报键       explain: 只解释这一项

各命令都有的选项
  --format text|json        输出文本 (默认) 或 JSON
  --lang zh|en              输出中文 (默认) 或英文
  --vocabulary 文件夹       词汇和参考数据所在; 默认从政策文件向上找名为 vocabulary 和 reference 的文件夹

退出码
  0  正常
  1  场景不符, 或文件没有排成规范格式
  2  政策、事实库或参数有错 (诊断写在标准错误)
  3  文件不能读或写
  64 命令用法不对
  130 被中断 (没有留下半成品)

----------------------------------------------------------------------------------------------------

zhidui — the policy text is the program: who is due what, under which clause, why, and what is missing.

Usage  zhidui COMMAND [OPTIONS]

  check FILES…              defects of policy files: rules, types, and whether every sentence has a rule
  assess POLICY… --facts FACTS --on DATE
                            every applicant (or those of --subject), one line an award
  explain POLICY… --facts FACTS --on DATE --subject APPLICANT
                            one applicant in full: clauses quoted, facts and sources, derivation, what would change it
  test POLICY…              runs the scenarios beside the policies
  fmt FILES…                rule blocks in canonical form (--check only looks; --lang en translates the keywords)
  print --stage=STAGE FILES…  what a stage makes of the files: text tokens tree program plan
  schema facts|answer       JSON Schema of fact bases and answers
  help keywords             the keywords in both languages

Example 1: check a policy
  zhidui check policies/jincheng-2023.md --lang en

Example 2: a claim of 10 March 2025, what every applicant is due, results in the folder out/
  zhidui assess policies/jincheng-2023.md --facts examples/jincheng/facts.json --on 2025-03-10 --output out

Example 3: explain one measure for one applicant; then again under another reading
  zhidui explain policies/jincheng-2023.md --facts examples/jincheng/facts.json --on 2025-03-10 \
      --subject e1 --award invention_volume_reward --lang en
  zhidui explain policies/jincheng-2023.md --facts examples/jincheng/facts.json --on 2025-03-10 \
      --subject e1 --award invention_volume_reward --lang en --reading JC23-08=B

Options of assess and explain
  --facts FILE              the fact base (JSON; see zhidui schema facts)
  --on DATE                 day of the claim, required: the program never looks at a clock
  --decided DATE            day of the decision; the day of the claim unless given
  --known DATE              only facts recorded by that day; the later of the two days unless given
  --period YEAR             only claims of that year
  --subject APPLICANT       id or name, repeatable; all applicants unless given
  --reading CODE=LABEL      compute with that alternative, repeatable
  --document NUMBER         only under that document, repeatable
  --documents all           also answer for the periods of documents that are not at hand
  --assume DOCUMENT=DATE    suppose a draft was adopted from that day
  --output FOLDER           writes answers.json, a text for each applicant, summary.txt; all appear together
  --award MEASURE|KEY       explain: only this one

Options of every command
  --format text|json        text (default) or JSON
  --lang zh|en              Chinese (default) or English
  --vocabulary FOLDER       vocabulary and reference data; by default the folders named vocabulary and reference
                            above the policy file

Exit codes
  0  fine
  1  a scenario failed, or a file is not formatted
  2  a policy, fact base or argument is defective (diagnostics on standard error)
  3  a file cannot be read or written
  64 wrong usage
  130 interrupted (nothing half-written is left)
)";
}

}  // namespace zhidui::tools
