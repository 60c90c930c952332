/** Says why a command can't run: what is wrong and how to fix it, without a stack trace. */

/** Something that the person at the keyboard can fix; the message says how. */
export class CommandError extends Error {
  override name = 'CommandError';
}

/** Runs a command and ends the process with 1 if it cannot be run, saying why. */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
