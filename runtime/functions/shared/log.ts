/** One structured line: Lambda passes it to the function's log group as it is. */
export type Log = (entry: { readonly message: string; readonly [field: string]: unknown }) => void;

export const logToConsole: Log = (entry) => {
  console.log(JSON.stringify(entry));
};
