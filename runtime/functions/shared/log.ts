/** One structured line: Lambda passes it to the function's log group as it is. */
export type Log = (entry: { readonly message: string; readonly [field: string]: unknown }) => void;

/** Not through the console: Lambda's puts a prefix before the line, and then nobody finds the metrics in it. */
export const logToStandardOutput: Log = (entry) => {
  process.stdout.write(`${JSON.stringify(entry)}\n`);
};
