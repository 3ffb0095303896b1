/** For a call that has no end of its own, which goes on all the same. @throws what `tooLate` makes when the time is up */
export function within<T>(ms: number, call: Promise<T>, tooLate: () => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(tooLate()), ms)
    call.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
