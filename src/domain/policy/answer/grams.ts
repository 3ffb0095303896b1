const LETTER = /[\p{L}\p{N}%+]/u
const NO_LETTER = 0xffff

/**
 * Numbers the pairs of neighbouring letters and digits of all texts it reads, 0, 1, 2 … in the order they are met.
 * Whole numbers instead of cut strings: 10^5 clauses have ten million pairs.
 */
export class GramTable {
  /** a number for each code unit seen, small enough for two of them to make one small integer; 0 is not seen yet */
  readonly #letters = new Uint16Array(0x10000)
  readonly #numbers = new Map<number, number>()
  #count = 0
  #read = new Uint32Array(1024)

  get size(): number {
    return this.#numbers.size
  }

  /** The numbers of a text's pairs in their order: a view that the next reading overwrites. */
  read(text: string): Uint32Array {
    if (this.#read.length < text.length) this.#read = new Uint32Array(2 * text.length)
    let found = 0
    let before = NO_LETTER
    for (let at = 0; at < text.length; at++) {
      const letter = this.#letters[text.charCodeAt(at)] || this.#meet(text.charCodeAt(at))
      if (letter !== NO_LETTER && before !== NO_LETTER) this.#read[found++] = this.#numberOf(before * 0x10000 + letter)
      before = letter
    }
    return this.#read.subarray(0, found)
  }

  /** The number of one pair, if it was ever read. */
  find(gram: string): number | undefined {
    const [first, second] = [this.#letters[gram.charCodeAt(0)]!, this.#letters[gram.charCodeAt(1)]!]
    return this.#numbers.get(first * 0x10000 + second)
  }

  #numberOf(pair: number): number {
    const known = this.#numbers.get(pair)
    if (known !== undefined) return known
    this.#numbers.set(pair, this.#numbers.size)
    return this.#numbers.size - 1
  }

  #meet(unit: number): number {
    const isLetter = LETTER.test(String.fromCharCode(unit)) || (unit >= 0xd800 && unit < 0xe000)
    this.#letters[unit] = isLetter ? ++this.#count : NO_LETTER
    return this.#letters[unit]
  }
}
