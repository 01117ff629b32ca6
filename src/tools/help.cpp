// The pages of --help: one for each command, each in Chinese and in English.
#include <string_view>

#include "tools/command.h"

namespace zhidui::tools {

namespace {

struct Page {
  std::string_view command, zh, en;
};

constexpr Page kOverview{"", R"(知兑 zhidui — 政策文本就是程序: 谁应当得到多少, 依据哪一条款, 为什么, 还缺什么。

用法  zhidui 命令 [选项]

  check 文件…               检查政策文件: 规则、类型、以及每一句原文是否都有规则对应
  assess 政策… --facts 事实 --on 日期
                            计算全部申请人 (或 --subject 指明的), 每项一行
  template 政策… --output 文件.xlsx
                            政策要用的事实, 做成表格, 填好就能计算
  check-facts [政策…] --facts 事实 --on 日期
                            先看事实库: 有什么矛盾、什么存疑, 各字段知道多少
  explain 政策… --facts 事实 --on 日期 --subject 申请人
                            一个申请人的完整解释: 条款原文、事实和来源、计算过程、怎样改变
  test 政策…                运行政策旁边的场景 (或 --scenarios 指明的)
  match 名单 --facts 事实 --as 记录 --column 列=字段 --source 标题 --on 日期
                            公布的名单 (XLSX、CSV) 对上申请人, 人工核对以后成为记录
  targets 政策… --series 数列
                            政策的目标对公布的数: 达到没有, 差多少
  tasks 政策…               任务、机制、监督、资金、目标: 由谁负责, 到哪一天
  readings 政策… [--cost --facts 事实 --on 日期]
                            口径: 原文哪里没有说定, 现在怎样取; 改取别的备选, 一共差多少, 谁多谁少
  compare 政策… [--facts 事实 --on 日期]
                            几份政策里奖励同一件事的措施并排; 同一批申请人在各份里得多少
  fmt 文件…                 规则块排成规范格式, 或把关键字译成另一种语言
  print --stage=阶段 文件…  打印中间结果: text tokens tree program plan
  schema 格式               JSON Schema: facts 事实库, answer 答案, answers 多份答案, diagnostics 诊断,
                            quality 数据核对, targets 目标对账, tasks 任务清单,
                            readings 口径, compare 措施对照
  help keywords             关键字的中英文对照

每个命令的选项和例子见 zhidui 命令 --help, 例如 zhidui assess --help

例一  检查一份政策
  zhidui check policies/jincheng-2023.md

例二  2025年3月10日申报, 算出每个申请人应得多少, 结果写进 out 文件夹
  zhidui assess policies/jincheng-2023.md --facts examples/jincheng/facts.json --on 2025-03-10 --output out

例三  解释一个申请人的一项措施; 再问一遍: 如果 JC23-08 按乙理解呢?
  zhidui explain policies/jincheng-2023.md --facts examples/jincheng/facts.json --on 2025-03-10 \
      --subject E01 --award invention_volume_reward
  zhidui explain policies/jincheng-2023.md --facts examples/jincheng/facts.json --on 2025-03-10 \
      --subject E01 --award invention_volume_reward --reading JC23-08=乙

各命令都有的选项
  --format text|json        输出文本 (默认) 或 JSON
  --lang zh|en              输出中文 (默认) 或英文
  --vocabulary 文件夹       词汇和参考数据所在, 可以写几次;
                            默认从政策文件向上找名为 vocabulary 和 reference 的文件夹
  -h, --help                这一页, 或所写命令的那一页

退出码
  0   正常
  1   场景不符, 或文件没有排成规范格式
  2   政策、事实库或参数的内容有错 (诊断写在标准错误)
  3   文件或文件夹不存在, 不能读或写
  64  命令用法不对
  70  内存不够, 或程序自身出错
  130 被中断 (没有留下半成品)

English: zhidui --lang en --help
)",
                         R"(zhidui — the policy text is the program: who is due what, under which clause, why, and what is missing.

Usage  zhidui COMMAND [OPTIONS]

  check FILES…              defects of policy files: rules, types, and whether every sentence has a rule
  assess POLICY… --facts FACTS --on DATE
                            every applicant (or those of --subject), one line an award
  template POLICY… --output FILE.xlsx
                            the facts that policies ask for, as a workbook to fill in
  check-facts [POLICY…] --facts FACTS --on DATE
                            the fact base first: contradictions, doubts, how much is known of each field
  explain POLICY… --facts FACTS --on DATE --subject APPLICANT
                            one applicant in full: clauses quoted, facts and sources, derivation, what would change it
  test POLICY…              runs the scenarios beside the policies (or those of --scenarios)
  match LIST --facts FACTS --as RECORD --column COLUMN=FIELD --source TITLE --on DATE
                            rows of a published list (XLSX, CSV) and the applicants they name; records once they are confirmed
  targets POLICY… --series SERIES
                            the targets of a policy against published figures: reached or not, how much is lacking
  tasks POLICY…             tasks, mechanisms, supervision, funds and targets: by whom, by when
  readings POLICY… [--cost --facts FACTS --on DATE]
                            what the text leaves unsettled and how it is taken; what the other choices would cost, and whom
  compare POLICY… [--facts FACTS --on DATE]
                            measures of several policies that reward the same thing, side by side; what each pays the same
                            applicants
  fmt FILES…                rule blocks in canonical form, or their keywords in the other language
  print --stage=STAGE FILES…  what a stage makes of the files: text tokens tree program plan
  schema FORMAT             JSON Schema of facts (fact bases), answer, answers (of many), diagnostics, quality,
                            targets, tasks and readings of policies, compare
  help keywords             the keywords in both languages

Options and examples of each command: zhidui COMMAND --help, such as zhidui assess --help

Example 1: check a policy
  zhidui check policies/jincheng-2023.md --lang en

Example 2: a claim of 10 March 2025, what every applicant is due, results in the folder out
  zhidui assess policies/jincheng-2023.md --facts examples/jincheng/facts.json --on 2025-03-10 --output out --lang en

Example 3: explain one measure for one applicant; then again under another reading
  zhidui explain policies/jincheng-2023.md --facts examples/jincheng/facts.json --on 2025-03-10 \
      --subject E01 --award invention_volume_reward --lang en
  zhidui explain policies/jincheng-2023.md --facts examples/jincheng/facts.json --on 2025-03-10 \
      --subject E01 --award invention_volume_reward --lang en --reading JC23-08=B

Options of every command
  --format text|json        text (default) or JSON
  --lang zh|en              Chinese (default) or English
  --vocabulary FOLDER       vocabulary and reference data, repeatable; by default the folders named vocabulary and
                            reference above the policy file
  -h, --help                this page, or that of the command

Exit codes
  0   fine
  1   a scenario failed, or a file is not formatted
  2   the content of a policy, fact base or argument is defective (diagnostics on standard error)
  3   a file or folder does not exist or cannot be read or written
  64  wrong usage
  70  out of memory, or a mistake of the program itself
  130 interrupted (nothing half-written is left)

中文: zhidui --help
)"};

constexpr std::string_view kScopeZh = R"(
问什么
  --facts 文件              事实库 (JSON, 必须写; 格式见 docs/facts.md 和 zhidui schema facts)
  --on 日期                 申报日, 必须写: 程序从不自己看钟
  --decided 日期            决定日, 不早于申报日; 默认与申报日相同
  --known 日期              只用这一天以前记录的事实和裁定; 默认是申报日和决定日中较晚的一天;
                            可以早于申报日: 按今天知道的, 预先问将来的申报
  --subject 申请人          id 或名称, 可以写几次
  --period 年度             按年度兑现的措施, 只算这一年度
  --reading 口径=标号       按这一种理解计算, 如 JC23-08=乙; 可以写几次, 各是不同的口径
  --document 文件           文号或标识, 只算这份文件, 可以写几次
  --documents all           文本不在手边的文件, 在它施行的期间如实回答“不能确定”
  --assume 文件=日期        假设草案自这一天起施行, 如 jc2026=2026-05-01
)";
constexpr std::string_view kScopeEn = R"(
What is asked
  --facts FILE              the fact base (JSON, required; see docs/facts.md and zhidui schema facts)
  --on DATE                 day of the claim, required: the program never looks at a clock
  --decided DATE            day of the decision, not before the claim; the day of the claim unless given
  --known DATE              only facts and decisions recorded by that day; the later of the two days unless given;
                            it may come before the claim: ask ahead with what is known today
  --subject APPLICANT       id or name, repeatable
  --period YEAR             of measures that are paid by year only the claims of that year
  --reading CODE=LABEL      compute with that alternative, such as JC23-08=B; repeatable for other readings
  --document DOCUMENT       number or identifier: only under that document, repeatable
  --documents all           answer "cannot be decided" for the periods of documents whose text is not at hand
  --assume DOCUMENT=DATE    suppose a draft was adopted from that day, such as jc2026=2026-05-01
)";

constexpr Page kPages[] = {
    {"check", R"(zhidui check — 检查政策文件

用法  zhidui check 文件… [选项]

  读政策文件和它们的词汇, 一次列出全部错误和警告, 每处都有位置、规则和改法; 最后一行是数目。
  除了规则和类型, 还看每一句原文、每一个数字是否都有规则对应。

选项
  --no-coverage             不看原文是否都有规则对应 (起草时用)

例
  zhidui check policies/jincheng-2023.md
  zhidui check draft.md --vocabulary vocabulary --vocabulary reference --no-coverage
)",
     R"(zhidui check — what is wrong with policy files

Usage  zhidui check FILES… [OPTIONS]

  Reads policy files with their vocabulary and lists all errors and warnings in one go, each with its place, the rule
  it meets and how to mend it; the last line counts. Besides rules and types it looks whether every sentence and every
  number of the official text has a rule.

Options
  --no-coverage             do not ask for a rule of every sentence (while drafting)

Examples
  zhidui check policies/jincheng-2023.md --lang en
  zhidui check draft.md --vocabulary vocabulary --vocabulary reference --no-coverage --lang en
)"},
    {"template", R"(zhidui template — 填写事实的表格

用法  zhidui template 政策… --output 文件.xlsx [选项]

  政策要用到哪些事实, 就有哪些工作表: 每种记录一张, 一行一条记录; 再加变动、完整、概括申报、此前兑现、裁定各一张。
  选项有下拉表, 列名带单位, 填表说明写着每一列由谁见证。填好以后直接用: zhidui assess … --facts 文件.xlsx
  已经有的文件不覆盖。详见 docs/workbook.md

选项
  --output 文件.xlsx        写成工作簿; 不以 .xlsx 结尾的, 写成一个文件夹, 每张表一个 CSV 文件
  --facts 文件              把这些事实填进去 (JSON、XLSX、CSV 都行); 读回来是同样的事实
  --lang en                 英文的列名和说明

例
  zhidui template policies/jincheng-2023.md --output facts.xlsx
  zhidui template policies/jincheng-2023.md --facts examples/jincheng/facts.json --output csv
)",
     R"(zhidui template — a form for facts

Usage  zhidui template POLICY… --output FILE.xlsx [OPTIONS]

  A sheet for each type of record that the policies read, a row for each record; and the sheets changes, complete, totals,
  history and decisions. Members are chosen from lists, headers bear units, the notes say who vouches for what. Filled in it
  is read as it is: zhidui assess … --facts FILE.xlsx. A file that is there is not written over. See docs/workbook.md

Options
  --output FILE.xlsx        a workbook; a name without .xlsx becomes a folder with a CSV file for each sheet
  --facts FILE              fills these facts in (JSON, XLSX, CSV); read back they are the same facts
  --lang en                 English headers and notes

Examples
  zhidui template policies/jincheng-2023.md --output facts.xlsx --lang en
  zhidui template policies/jincheng-2023.md --facts examples/jincheng/facts.json --output csv
)"},
    {"check-facts", R"(zhidui check-facts — 计算以前先看事实库

用法  zhidui check-facts [政策…] --facts 事实 --on 日期 [选项]

  不计算谁应得多少, 只看事实库本身: 词汇里写明的核对 (日期的先后、部分与全部、代码的校验位), 还没有到的日子,
  可能登了两次的记录和兑现, 与记录不合的概括申报和完整的说明; 最后是每种记录每个字段知道多少。
  有要核对的也是正常结束 (退出码 0): 它们不改变任何答案。读不了的事实库照样是 2。见 docs/quality.md
  政策可以不写; 事实库里提到措施 (兑现、裁定) 的, 写上它的政策。

选项
  --facts 文件              事实库 (JSON, 必须写)
  --on 日期                 按哪一天所知来看, 必须写

例
  zhidui check-facts policies/jincheng-2023.md --facts examples/jincheng/facts.json --on 2025-03-10
  zhidui check-facts --facts facts.json --on 2025-03-10 --format json
)",
     R"(zhidui check-facts — the fact base before any answer

Usage  zhidui check-facts [POLICY…] --facts FACTS --on DATE [OPTIONS]

  Not who is due what, but the facts themselves: the checks that the vocabulary states (dates in order, parts within
  their totals, check signs), days that have not come, records and payments that may have been entered twice, totals
  and statements of completeness that the records contradict; and last how much is known of each field.
  It ends well (exit code 0) whatever it finds: nothing of it changes an answer. What cannot be read is still a 2.
  See docs/quality.md. Policies may be left out; name those whose measures the facts mention (payments, decisions).

Options
  --facts FILE              the fact base (JSON, required)
  --on DATE                 the day whose knowledge is looked at, required

Examples
  zhidui check-facts policies/jincheng-2023.md --facts examples/jincheng/facts.json --on 2025-03-10 --lang en
  zhidui check-facts --facts facts.json --on 2025-03-10 --format json
)"},
    {"assess", R"(zhidui assess — 每个申请人应得多少

用法  zhidui assess 政策… --facts 事实 --on 日期 [选项]

  不写 --subject 就计算事实库里的全部申请人。
{scope}
结果写到哪里
  --output 文件夹           全部申请人的表格、网页和数据, 每个申请人的文本、网页和 PDF (见 docs/outputs.md);
                            index.json 说明哪个文件是谁的; 全部写好才出现, 整个换掉以前的结果;
                            文件夹须是空的、还没有的或以前写成的
  --write 种类              只写这几种, 逗号隔开; 默认全写:
                            text  summary.txt, 每个申请人 .txt     json  answers.json
                            xlsx  answers.xlsx                     html  index.html, 每个申请人 .html 和 .case.html
                            pdf   每个申请人 .pdf (机器上要有中文字体)

例
  zhidui assess policies/jincheng-2023.md --facts examples/jincheng/facts.json --on 2025-03-10
  zhidui assess policies/jincheng-2023.md --facts examples/jincheng/facts.json --on 2025-03-10 \
      --subject E01 --subject E02 --reading JC23-08=乙
  zhidui assess policies/jincheng-2023.md --facts examples/jincheng/facts.json --on 2025-03-10 --output out
)",
     R"(zhidui assess — what every applicant is due

Usage  zhidui assess POLICY… --facts FACTS --on DATE [OPTIONS]

  Without --subject every applicant of the fact base is assessed.
{scope}
Where results go
  --output FOLDER           workbook, pages and data of all applicants; text, pages and PDF of each (docs/outputs.md);
                            index.json says which file is whose; all appear together and replace earlier results;
                            the folder is empty, absent, or was written by an earlier run
  --write KINDS             only these, with commas between; all of them unless given:
                            text  summary.txt, .txt of each        json  answers.json
                            xlsx  answers.xlsx                     html  index.html, .html and .case.html of each
                            pdf   .pdf of each (needs a font for Chinese)

Examples
  zhidui assess policies/jincheng-2023.md --facts examples/jincheng/facts.json --on 2025-03-10 --lang en
  zhidui assess policies/jincheng-2023.md --facts examples/jincheng/facts.json --on 2025-03-10 \
      --subject E01 --subject E02 --reading JC23-08=B --lang en
  zhidui assess policies/jincheng-2023.md --facts examples/jincheng/facts.json --on 2025-03-10 --output out --lang en
)"},
    {"explain", R"(zhidui explain — 一个申请人的完整解释

用法  zhidui explain 政策… --facts 事实 --on 日期 --subject 申请人 [选项]

  条款原文、事实和来源、计算过程、缺什么、由谁裁定、怎样改变。
{scope}
  --award 措施|申报键       只解释这一项: 措施的名称、标识, 或 文件/措施|申请人|年度 这样的完整申报键
  --format text|json|html   html 是给申请人看的网页
  --page applicant|case     和 --format html 一起: 申请人页 (默认) 或审查页

例
  zhidui explain policies/jincheng-2023.md --facts examples/jincheng/facts.json --on 2025-03-10 --subject E01
  zhidui explain policies/jincheng-2023.md --facts examples/jincheng/facts.json --on 2025-03-10 \
      --subject E01 --award invention_volume_reward --reading JC23-08=乙
  zhidui explain policies/jincheng-2023.md --facts examples/jincheng/facts.json --on 2025-03-10 --subject E01 \
      --format html > E01.html
)",
     R"(zhidui explain — one applicant in full

Usage  zhidui explain POLICY… --facts FACTS --on DATE --subject APPLICANT [OPTIONS]

  Clauses quoted, facts and their sources, the derivation, what is missing, who decides, what would change it.
{scope}
  --award MEASURE|KEY       only this one: name or identifier of a measure, or a key DOCUMENT/MEASURE|APPLICANT|YEAR
  --format text|json|html   html is a page for the applicant
  --page applicant|case     with --format html: the applicant's page (default) or the case officer's

Examples
  zhidui explain policies/jincheng-2023.md --facts examples/jincheng/facts.json --on 2025-03-10 --subject E01 --lang en
  zhidui explain policies/jincheng-2023.md --facts examples/jincheng/facts.json --on 2025-03-10 \
      --subject E01 --award invention_volume_reward --reading JC23-08=B --lang en
  zhidui explain policies/jincheng-2023.md --facts examples/jincheng/facts.json --on 2025-03-10 --subject E01 \
      --format html --lang en > E01.html
)"},
    {"test", R"(zhidui test — 运行场景

用法  zhidui test 政策… [选项]

  场景写明一个情形和应有的结果, 放在政策旁边的 .scenarios 文件夹里; 格式见 docs/scenarios.md。
  写几份政策或文件夹的, 各份分别运行自己的场景; 甲.scenarios 没有 甲.md 的, 由 甲-….md 各份一起运行。

选项
  --scenarios 文件夹        运行这个文件夹里的场景 (*.yaml), 不是政策旁边的
  --case 编号               只运行这一个场景
  -v, --verbose             通过的也列出来
  --coverage                另列场景见到了政策的哪些情况, 没有见到哪些: 条件满足和不满足, 各档各行, 例外, 扣减, 口径, 效力
  --require-coverage        同上; 有没有见到的, 退出码为 1

例
  zhidui test policies/jincheng-2023.md
  zhidui test policies/
  zhidui test policies/jincheng-2023.md --coverage
  zhidui test policies/jincheng-2023.md --case JC23-B19 --verbose
  zhidui test policies/jincheng-2023.md --scenarios policies/jincheng-2023.scenarios
)",
     R"(zhidui test — run scenarios

Usage  zhidui test POLICY… [OPTIONS]

  A scenario states a situation and what should come of it. Scenarios stand in the folder .scenarios beside the policy;
  docs/scenarios.md has their form. Of several policies, or a folder, each is run by itself with its own scenarios;
  a folder x.scenarios without an x.md is run by all x-….md together.

Options
  --scenarios FOLDER        run the scenarios of that folder (*.yaml) in place of those beside the policy
  --case ID                 only that scenario
  -v, --verbose             list those that pass too
  --coverage                say also what of the policy the scenarios show, and what they do not: conditions true and
                            false, rows, exceptions, cuts, readings, force
  --require-coverage        the same; exit code 1 where something is not shown

Examples
  zhidui test policies/jincheng-2023.md --lang en
  zhidui test policies/ --lang en
  zhidui test policies/jincheng-2023.md --coverage --lang en
  zhidui test policies/jincheng-2023.md --case JC23-B19 --verbose --lang en
  zhidui test policies/jincheng-2023.md --scenarios policies/jincheng-2023.scenarios --lang en
)"},
    {"fmt", R"(zhidui fmt — 规则块排成规范格式

用法  zhidui fmt 文件… [选项]

  只动规则块, 不动原文; 直接改写文件。

选项
  --check                   不改写, 只列出没有排好的文件 (有就以 1 退出)
  --lang zh|en              把关键字和词汇里的名称译成中文或英文; 不写就保持文件自己的语言

例
  zhidui fmt policies/jincheng-2023.md
  zhidui fmt --check policies/jincheng-2023.md
)",
     R"(zhidui fmt — rule blocks in canonical form

Usage  zhidui fmt FILES… [OPTIONS]

  Only rule blocks are touched, never the official text; files are rewritten in place.

Options
  --check                   rewrite nothing, list the files that are not in form (and exit with 1 if there are any)
  --lang zh|en              translate keywords and names of the vocabulary; without it a file keeps its language

Examples
  zhidui fmt policies/jincheng-2023.md
  zhidui fmt --check policies/jincheng-2023.md
)"},
    {"print", R"(zhidui print — 打印中间结果

用法  zhidui print --stage=阶段 文件… [选项]

阶段
  text                      原文: 一行一句, 前面是条款的路径
  tokens                    规则块里的词
  tree                      语法树
  program                   编译成的程序, 名称已经解析
  plan                      执行计划

例
  zhidui print --stage=text policies/jincheng-2023.md
  zhidui print --stage=program policies/jincheng-2023.md
)",
     R"(zhidui print — what a stage makes of the files

Usage  zhidui print --stage=STAGE FILES… [OPTIONS]

Stages
  text                      the official text, one sentence a line, with the path of its clause
  tokens                    the words of the rule blocks
  tree                      the syntax tree
  program                   the compiled program, names resolved
  plan                      the plan

Examples
  zhidui print --stage=text policies/jincheng-2023.md
  zhidui print --stage=program policies/jincheng-2023.md
)"},
    {"match", R"(zhidui match — 公布的名单对上申请人

用法  zhidui match 名单.xlsx --facts 事实 --as 记录 --column 列=字段… --source 标题 --on 日期 [选项]

  按统一社会信用代码和名称, 给名单的每个名称找申请人, 写明理由。只有证据没有疑问的才自动填上, 其余列出候选,
  由人在核对表的“确认”一列填申请人的编号, 不是申请人就填“否”。再用 --confirmed 交回核对表, 确认的各行成为记录,
  以名单的标题为来源; 没有确认的逐行列出, 一行不少。详见 docs/lists.md

名单是什么
  --facts 文件              事实库 (JSON): 申请人在其中
  --as 记录                 名单的一行成为哪一种记录, 如 称号认定
  --column 列=字段          名单的一列填哪个字段, 可以写几次; 名称一列填记录里的申请人 (企业名称=获得者),
                            代码、地区两列写作 统一社会信用代码=主体.统一社会信用代码 地区=主体.登记地
  --set 字段=值             每条记录都一样的字段, 可以写几次, 如 级别=省级
  --source 标题             名单的标题, 成为记录的来源
  --on 日期                 名单公布的日期
  --policy 文件             政策文件, 可以写几次; 事实库里的兑现、裁定写着措施的名称时要用

选项
  --confirmed 核对表        人工核对过的 review.csv (也可存成 .xlsx): 写出记录, 不再写核对表
  --complete-as-of 日期     声明: 到这一天为止, 各申请人的这种记录已经齐全; 还有没核对的就不接受
  --output 文件夹           review.csv、review.json; 交回核对表以后是 facts.json (原有的加上新记录)、
                            records.json (只有新记录)、open.csv (没有成为记录的)

例
  zhidui match examples/jincheng/lists/ip-advantage-2024.csv --facts examples/jincheng/facts.json \
      --policy policies/jincheng-2023.md --as 称号认定 \
      --column 企业名称=获得者 --column 统一社会信用代码=主体.统一社会信用代码 --column 地区=主体.登记地 \
      --set 称号=知识产权优势企业 --set 级别=省级 --set 认定日=2024-10-29 \
      --source 2024年省级知识产权优势企业名单 --on 2024-10-29 --output out
)",
     R"(zhidui match — rows of a published list and the applicants they name

Usage  zhidui match LIST.xlsx --facts FACTS --as RECORD --column COLUMN=FIELD… --source TITLE --on DATE [OPTIONS]

  Finds for each name of the list the applicants it may mean, by credit code and by name, and says why. Only where the
  evidence leaves no doubt an applicant is filled in; everything else is left to a person, who writes the id of an
  applicant into the column `confirmed` of the review, or `no`. Given back with --confirmed, the confirmed rows become
  records with the list's title as their source; those that were not are listed, every one. See docs/lists.md

What the list is
  --facts FILE              the fact base (JSON) that holds the applicants
  --as RECORD               what record a row becomes, such as recognition
  --column COLUMN=FIELD     the field that a column fills, repeatable; the column of names fills the applicant of the
                            record (企业名称=recipient), codes and regions are written 代码=subject.credit_code and
                            地区=subject.registered_in
  --set FIELD=VALUE         a field that is the same in every record, repeatable, such as honour_tier=provincial
  --source TITLE            the title of the list, which becomes the source of the records
  --on DATE                 the day the list was published
  --policy FILE             policy files, repeatable; needed where payments or decisions of the facts name measures

Options
  --confirmed REVIEW        a review.csv that a person has filled in (or saved as .xlsx): writes records
  --complete-as-of DATE     declares that up to that day the applicants' records of this kind are complete; refused while
                            rows are open
  --output FOLDER           review.csv and review.json; with --confirmed facts.json (the facts and the new records),
                            records.json (the new records alone) and open.csv (what became no record)

Examples
  zhidui match examples/jincheng/lists/ip-advantage-2024.csv --facts examples/jincheng/facts.json \
      --policy policies/jincheng-2023.md --as 称号认定 \
      --column 企业名称=获得者 --column 统一社会信用代码=主体.统一社会信用代码 --column 地区=主体.登记地 \
      --set 称号=知识产权优势企业 --set 级别=省级 --set 认定日=2024-10-29 \
      --source 2024年省级知识产权优势企业名单 --on 2024-10-29 --output out --lang en
)"},
    {"targets", R"(zhidui targets — 政策的目标对公布的数

用法  zhidui targets 政策… --series 数列 [--on 日期] [选项]

  每个“目标”: 已达到、未达到、没有数据、尚未到期、没有期限、待定, 或没有指标的数; 差多少, 用的是哪一天的数, 出自哪里。
  只有期限所在年度、期限以前的数算数, 取最近的一个; 期限没有到的, 只说最近的数和差距。数列怎样写见 docs/targets.md

  --series 文件             指标数列 (JSON、XLSX、CSV), 可以写几次
  --on 日期                 问的是哪一天, 以后的数不看; 不写就是数列里最近的一天
  --output 文件夹           targets.txt、.json、.xlsx、.html、.pdf
  --write 种类              只写这几种: text,json,xlsx,html,pdf
  --format text|json|html   印出文本 (默认)、JSON 或一页 HTML

例
  zhidui targets policies/quanzhou-2021.md --series examples/quanzhou/series.json --on 2024-03-01
  zhidui targets policies/quanzhou-2021.md --series examples/quanzhou/series.csv --on 2024-03-01 --output out
)",
     R"(zhidui targets — the targets of a policy against published figures

Usage  zhidui targets POLICY… --series SERIES [--on DATE] [OPTIONS]

  Each target is met, missed, without data, not due yet, without a due day, not determined, or asks for no figure; how
  much is lacking or in excess, the day of the figure and its source. A figure counts if it is of the year of the due day
  and not after that day; the newest decides. Before the due day the newest figure and its gap are shown, nothing more.
  How a series is written: docs/targets.md

  --series FILE             the series of indicators (JSON, XLSX, CSV), repeatable
  --on DATE                 the day that is asked; later figures are not looked at. Without it: the newest day of the series
  --output FOLDER           targets.txt, .json, .xlsx, .html, .pdf
  --write KINDS             only these: text,json,xlsx,html,pdf
  --format text|json|html   print text (as usual), JSON or one page of HTML

Examples
  zhidui targets policies/quanzhou-2021.md --series examples/quanzhou/series.json --on 2024-03-01 --lang en
  zhidui targets policies/quanzhou-2021.md --series examples/quanzhou/series.csv --on 2024-03-01 --output out --lang en
)"},
    {"tasks", R"(zhidui tasks — 由谁做什么, 到哪一天

用法  zhidui tasks 政策… [--department 单位] [--document 文件] [--due-before 日期] [选项]

  全部任务、机制、监督、资金、目标, 连同责任单位 (常设名单在内)、条款和原文; 再按单位、按期限各列一遍。
  没有期限的写明没有。同一份文件里的“市科技局”和“科技局”算一个单位, 两种写法都写出来。

  --department 单位         只列这个单位的, 照原文的写法
  --document 文件           只列这份文件的: 文号或标识
  --due-before 日期         只列期限在这一天以前的; 没有期限的有几项会写明
  --output 文件夹           tasks.txt、.json、.xlsx、.html、.pdf
  --write 种类              只写这几种: text,json,xlsx,html,pdf
  --format text|json|html   印出文本 (默认)、JSON 或一页 HTML

例
  zhidui tasks policies/quanzhou-2021.md --department 科技局
  zhidui tasks policies/quanzhou-2021.md policies/shijiazhuang-2022.md --due-before 2024-01-01 --output out
)",
     R"(zhidui tasks — who is to do what, by when

Usage  zhidui tasks POLICY… [--department NAME] [--document DOCUMENT] [--due-before DATE] [OPTIONS]

  All tasks, mechanisms, supervision, funds and targets with their departments (those of standing lists too), clause and
  official text; then by department and by due day. Those without a date say so. Within a document 市科技局 and 科技局
  are one department, shown with both spellings.

  --department NAME         only those of this department, as the text calls it
  --document DOCUMENT       only those of this document: its number or identifier
  --due-before DATE         only those due before that day; how many have no date is said
  --output FOLDER           tasks.txt, .json, .xlsx, .html, .pdf
  --write KINDS             only these: text,json,xlsx,html,pdf
  --format text|json|html   print text (as usual), JSON or one page of HTML

Examples
  zhidui tasks policies/quanzhou-2021.md --department 科技局 --lang en
  zhidui tasks policies/quanzhou-2021.md policies/shijiazhuang-2022.md --due-before 2024-01-01 --output out --lang en
)"},
    {"readings", R"(zhidui readings — 口径: 原文没有说定的地方, 和改取别的备选差多少

用法  zhidui readings 政策… [选项]
      zhidui readings 政策… --cost --facts 事实 --on 日期 [选项]

  每条口径: 问什么, 有哪些备选, 现在怎样取 (有依据的写明文件、机关、日期; 本系统暂按; 未决), 关系到哪些条款的哪些话,
  哪些措施的金额可能取决于它。
  加上 --cost, 每次只改一条口径, 把全部申请人重新算过: 合计是多少, 和现在差多少, 谁多得、谁少得、各是多少。未决的,
  现在的合计是各备选合起来的范围。谁的金额都不变的口径列在一行里。
  一条口径的差额, 就是 assess 加 --reading 代码=备选 的合计减去不加时的合计。

  --cost                    改取别的备选差多少; 以下到 --assume 都只和它一起用
  --facts 文件              事实库 (JSON、XLSX 或 CSV 文件夹)
  --on 日期                 申报日
  --decided --known --period --document --documents --assume
                            和 assess 相同
  --reading 代码=备选       现在就按这个备选, 可以写几次
  --code 代码               只看这条口径, 可以写几次
  --output 文件夹           readings.txt、.json、.xlsx、.html、.pdf
  --write 种类              只写这几种: text,json,xlsx,html,pdf
  --format text|json|html   印出文本 (默认)、JSON 或一页 HTML

例
  zhidui readings policies/jincheng-2023.md
  zhidui readings policies/jincheng-2023.md --cost --facts examples/jincheng/facts.json --on 2025-03-10 --output out
  zhidui readings policies/jincheng-2023.md --cost --facts examples/jincheng/facts.json --on 2025-03-10 --code JC23-28
)",
     R"(zhidui readings — what the text leaves unsettled, and what the other choices would cost

Usage  zhidui readings POLICY… [OPTIONS]
       zhidui readings POLICY… --cost --facts FACTS --on DATE [OPTIONS]

  Each reading: its question, its choices, how it is taken now (by authority, with document, organ and day; provisionally by
  this system; left open), the clauses it concerns in their words, and the measures whose sum may rest on it.
  With --cost one reading at a time is changed and all applicants are computed anew: the total, how far it is from that of
  now, who gains, who loses and how much. Of a reading left open the total now is the range of all its choices. Readings
  that change nobody's sum stand on one line.
  The difference of a choice is the total of assess with --reading CODE=LABEL less the total without it.

  --cost                    what the other choices would cost; the options down to --assume go only with it
  --facts FILE              the fact base (JSON, XLSX or a folder of CSV files)
  --on DATE                 the day of the claim
  --decided --known --period --document --documents --assume
                            as for assess
  --reading CODE=LABEL      takes this choice already now, repeatable
  --code CODE               only this reading, repeatable
  --output FOLDER           readings.txt, .json, .xlsx, .html, .pdf
  --write KINDS             only these: text,json,xlsx,html,pdf
  --format text|json|html   print text (as usual), JSON or one page of HTML

Examples
  zhidui readings policies/jincheng-2023.md --lang en
  zhidui readings policies/jincheng-2023.md --cost --facts examples/jincheng/facts.json --on 2025-03-10 --output out --lang en
  zhidui readings policies/jincheng-2023.md --cost --facts examples/jincheng/facts.json --on 2025-03-10 --code JC23-28 --lang en
)"},
    {"compare", R"(zhidui compare — 同一措施在几份政策里

用法  zhidui compare 政策… [--facts 事实 --on 日期] [选项]

  不带事实: 几份文件里奖励同一件事的措施摆成一行, 各写金额、对象、封顶、条款和原文。带事实: 每个申请人在每份文件里
  得多少, 哪份最多。各份分别计算, 互不抵扣; 不在有效期的写明, 不写成 0 元。哪些措施是一件事, 看政策旁边的
  compare.yaml, 没有写的按措施所逐的记录归拢。详见 docs/compare.md

  --facts 文件              事实库 (JSON、XLSX、CSV); 不写就只看措施
  --on 日期                 申报日; --on 文件=日期 是一份文件自己的, 可以写几次
  --subject 申请人          只看这一个, 可以写几次
  --period 年度             只看这一年度的
  --assume 文件=日期        假设草案自这一天起施行, 可以写几次
  --reading 编号=标号       按这个备选理解口径, 可以写几次
  --as-in-force             假设每份文件在每件事实的事实日都在有效期内
  --as-local                假设申请人一直在每份文件的地区登记
  --table 文件              写明各行的文件, 不写就用政策旁边的 compare.yaml
  --output 文件夹           compare.txt、.json、.xlsx、.html、.pdf
  --write 种类              只写这几种: text,json,xlsx,html,pdf
  --format text|json|html   印出文本 (默认)、JSON 或一页 HTML

例
  zhidui compare policies/jincheng-2023.md policies/quanzhou-2021.md
  zhidui compare policies/jincheng-2023.md policies/quanzhou-2021.md --facts examples/jincheng/facts.json --on 2025-03-10 \
      --period 2024 --as-in-force --as-local --output out
)",
     R"(zhidui compare — the same measure in several policies

Usage  zhidui compare POLICY… [--facts FACTS --on DATE] [OPTIONS]

  Without facts: measures of several documents that reward the same thing stand in one row, each with sum, subject, limit,
  clause and text. With facts: what each document pays each applicant, and which gives most. Every document is computed by
  itself; one that is out of force says so and is no 0. Which measures are the same is said by compare.yaml beside a policy;
  what it leaves out goes by the records that measures range over. See docs/compare.md

  --facts FILE              the fact base (JSON, XLSX, CSV); without it the measures alone
  --on DATE                 the day of the claim; --on DOCUMENT=DATE of one document, repeatable
  --subject APPLICANT       only this one, repeatable
  --period YEAR             only claims of this year
  --assume DOCUMENT=DATE    assume a draft in force from that day, repeatable
  --reading CODE=LABEL      take this alternative of a reading, repeatable
  --as-in-force             suppose that every document is in force on the fact date of every fact
  --as-local                suppose that applicants have always been registered in the region of each document
  --table FILE              the file that names rows; without it compare.yaml beside a policy
  --output FOLDER           compare.txt, .json, .xlsx, .html, .pdf
  --write KINDS             only these: text,json,xlsx,html,pdf
  --format text|json|html   print text (as usual), JSON or one page of HTML

Examples
  zhidui compare policies/jincheng-2023.md policies/quanzhou-2021.md --lang en
  zhidui compare policies/jincheng-2023.md policies/quanzhou-2021.md --facts examples/jincheng/facts.json --on 2025-03-10 \
      --period 2024 --as-in-force --as-local --output out --lang en
)"},
    {"schema", R"(zhidui schema — JSON 格式

用法  zhidui schema facts|answer|answers|diagnostics|quality|targets|tasks|readings|compare [选项]

  facts                     事实库的 JSON Schema, 按当前文件夹里的词汇 (或 --vocabulary)
  answer                    一份答案 (explain --format json)
  answers                   多个申请人的答案和汇总 (assess --format json, answers.json)
  diagnostics               诊断 (--format json 而有错时)
  quality                   数据核对 (check-facts --format json)
  targets                   目标对账 (targets --format json)
  tasks                     任务清单 (tasks --format json)
  readings                  口径和金额 (readings --format json)
  compare                   措施对照 (compare --format json)

例
  zhidui schema facts > facts.schema.json
  zhidui schema answer > answer.schema.json
)",
     R"(zhidui schema — the JSON formats

Usage  zhidui schema facts|answer|answers|diagnostics|quality|targets|tasks|readings|compare [OPTIONS]

  facts                     JSON Schema of fact bases, by the vocabulary of the current folder (or --vocabulary)
  answer                    one answer (explain --format json)
  answers                   the answers of many applicants and their summary (assess --format json, answers.json)
  diagnostics               diagnostics (with --format json, where something is wrong)
  quality                   the data report (check-facts --format json)
  targets                   targets against figures (targets --format json)
  tasks                     tasks of departments (tasks --format json)
  readings                  readings and what they cost (readings --format json)
  compare                   measures side by side (compare --format json)

Examples
  zhidui schema facts > facts.schema.json
  zhidui schema answer > answer.schema.json
)"},
    {"help", R"(zhidui help — 帮助

用法  zhidui help [命令|keywords]

例
  zhidui help               全部命令
  zhidui help assess        一个命令的选项和例子
  zhidui help keywords      关键字的中英文对照
)",
     R"(zhidui help

Usage  zhidui help [COMMAND|keywords]

Examples
  zhidui help --lang en             all commands
  zhidui help assess --lang en      options and examples of one command
  zhidui help keywords --lang en    the keywords in both languages
)"},
};

constexpr std::string_view kCommonZh = "\n各命令都有的选项 (--lang, --format, --vocabulary) 和退出码见 zhidui --help\n";
constexpr std::string_view kCommonEn =
    "\nOptions of every command (--lang, --format, --vocabulary) and exit codes: zhidui --lang en --help\n";

}  // namespace

std::string help_text(const std::string& command, text::Language language) {
  const bool zh = language == text::Language::zh;
  for (const Page& page : kPages) {
    if (page.command != command) continue;
    std::string out(zh ? page.zh : page.en);
    constexpr std::string_view kScope = "{scope}\n";
    if (const std::size_t at = out.find(kScope); at != std::string::npos) out.replace(at, kScope.size(), zh ? kScopeZh : kScopeEn);
    return out + std::string(zh ? kCommonZh : kCommonEn);
  }
  return std::string(zh ? kOverview.zh : kOverview.en);
}

}  // namespace zhidui::tools
