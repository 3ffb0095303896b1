import { findCompared, findHolders, TELLING } from '../compare.ts'
import type { PolicyAnswer } from '../compose.ts'
import { tierOf } from '../decide.ts'
import type { Entry } from '../entry.ts'
import { twinsOf } from '../followup.ts'
import type { PolicyIndex } from '../index.ts'
import type { Looking } from '../look-up.ts'
import { answerSeveral } from '../replies/lists.ts'
import type { Hit } from '../search.ts'
import type { Understanding } from '../understand.ts'

const TOLD = 0.4

/** Two documents or two things set side by side, each with its own words. */
export function lookUpSideBySide({ index, asked, reach, composer, context, todayOn }: Looking): PolicyAnswer | undefined {
  const isCompared = asked.intents.has('compare') || isEachAsked(asked)
  const holders = isCompared || asked.numbers.length > 1 ? findHolders(index, asked, reach.prior) : []
  if (holders.length > 1) return answerSeveral(composer, holders, 'answer')
  if (!isCompared) return undefined
  const [cited] = context?.cited ?? []
  const twins = context ? twinsOf(index, context).filter((entry) => reach.documents.includes(entry.document.id)) : []
  if (cited && twins.length) return answerSeveral(composer, [cited, ...twins], 'answer')
  const successor = NOW.test(asked.question) ? successorOf(index, reach.documents, todayOn) : undefined
  const documents = successor ? [...reach.documents, successor] : reach.documents
  const prior = successor ? (entry: Entry) => (documents.includes(entry.document.id) ? 0 : undefined) : reach.prior
  const compared = findCompared(index, asked, documents, prior)
  const [first] = compared
  const answers = (hit: Hit) => tierOf(hit) === 'answer'
  const isChoice = documents.length < 2 && asked.question.includes('还是')
  const isTold = isChoice ? compared.every(answers) : compared.some((hit) => answers(hit) || hit.matched >= TOLD)
  if (!first || compared.length < 2 || !isTold || index.readGap(asked.question, first.entry)) return undefined
  const silent = compared.filter((hit) => hit.coverage < TELLING).map((hit) => hit.entry)
  const entries = compared.map((hit) => hit.entry)
  return answerSeveral(composer, entries, 'answer', silent)
}

/** 2020版写的是联席会议，现在还叫这个吗: what is over set beside what came after it. */
const NOW = /现在|如今|目前|现行|眼下|今天|新(的)?(一轮|一版|版|三年|计划|行动)/

function successorOf(index: PolicyIndex, [named, ...more]: string[], todayOn: string): string | undefined {
  const manifests = index.documents.map((one) => one.manifest)
  const old = more.length === 0 && manifests.find((one) => one.id === named)
  const endedOn = old ? old.periodEnd : undefined
  if (!old || !endedOn || endedOn >= todayOn) return undefined
  return manifests.find((one) => one.level === old.level && one.periodStart && one.periodStart > endedOn)?.id
}

/** 市里说激励，海淀说什么: one document's words set beside what another says. */
const isEachAsked = ({ scope, question }: Understanding) =>
  (scope.documents.length >= 2 || scope.years.length >= 2) &&
  (/(说|写|提|要求|规定)的?.{0,20}[，,].{0,10}(说|写|提|要求|规定)/.test(question) || ASKED_TWICE.test(question))

/** 市里统计到哪一级，海淀统计到哪一级 */
const ASKED_TWICE = /((?:哪|多少|什么|啥|几|怎么|咋|谁)[\u4e00-\u9fa5]{0,2})[^，,]*[，,].*\1/
