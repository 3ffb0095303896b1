import { readdirSync, readFileSync } from 'node:fs'
import { type Lexicon, readLines, readPairs } from '#src/domain/policy/answer/lexicon.ts'

/** The lexicon shipped with the service, from the plain files beside this one. */
export function loadSeedLexicon(): Lexicon {
  const read = (file: string) => readFileSync(new URL(`./lexicon/${file}`, import.meta.url), 'utf8')
  const readAsked = (folder: string) =>
    readdirSync(new URL(`./lexicon/${folder}/`, import.meta.url))
      .sort()
      .flatMap((file) => readPairs(read(`${folder}/${file}`)))
      .map(([clauses, phrases]) => ({ clauses: clauses.split(/\s+/), phrases: phrases.split('；') }))
  return {
    canonical: readPairs(read('canonical.tsv')),
    glossary: readPairs(read('glossary.tsv')).map(([said, official]) => [said, official.split(/\s+/)]),
    typos: readPairs(read('typos.tsv')),
    misspelt: readLines(read('misspelt.txt')).flatMap((line) => line.split(/\s+/)),
    homophones: readLines(read('homophones.txt')),
    traditional: readLines(read('traditional.txt')).join(''),
    stopwords: readLines(read('stopwords.txt')).flatMap((line) => line.split(/\s+/)),
    phrasings: readAsked('phrasings'),
    untold: readAsked('untold'),
    decisive: readLines(read('decisive.txt')).flatMap((line) => line.split(/\s+/)),
    documents: JSON.parse(read('documents.json')),
    units: readPairs(read('units.tsv')),
    gaps: JSON.parse(read('gaps.json')),
    defects: JSON.parse(read('defects.json')),
  }
}
