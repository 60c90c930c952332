// Loaded before every command, on whatever Node there is: an older one could not even read the TypeScript.

const NEEDED = 24;
const major = Number(process.versions.node.split('.')[0]);
if (major < NEEDED) {
  console.error(
    `This needs Node ${NEEDED}, and here is ${process.versions.node}. Run npm ci again, or install Node ${NEEDED} (nvm install).`,
  );
  process.exit(1);
}
