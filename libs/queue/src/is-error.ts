/** Also of an error that Node made in another realm, as under a test runner, where instanceof fails. */
export function isError(thrown: unknown): thrown is Error {
  return Object.prototype.toString.call(thrown) === '[object Error]';
}
