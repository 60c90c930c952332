/** What a command says when it cannot run: one line with the mend, and no stack trace. */

/** Something that the person at the keyboard can mend; the message says how. */
export class LocalError extends Error {
  override name = 'LocalError';
}

/** Runs a command and ends the process with 1 if it cannot be run, saying why in a line. */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    if (!(error instanceof LocalError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
