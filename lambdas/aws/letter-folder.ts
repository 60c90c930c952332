/**
 * Where a letter's files lie in a bundle. Those of the letter that all numbers get lie beside the code; those of a letter
 * that only some numbers have are in a folder of their own.
 *
 * @example letterFolder('somerset-2022') // 'letters/somerset-2022/'
 */
export function letterFolder(id: string | undefined): string {
  return id === undefined ? '' : `letters/${id}/`;
}
