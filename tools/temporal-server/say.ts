/** Takes a line for the person who waits. */
export type Say = (line: string) => void;
