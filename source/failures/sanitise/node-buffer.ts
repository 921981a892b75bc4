/**
 * Node's class of byte arrays, where the runtime has it: a few of its methods do in native code what a standard array
 * does slowly. Whoever asks does the same without it. The core stays pure: this reaches no further than memory.
 */
export const NODE_BUFFER: typeof globalThis.Buffer | undefined = globalThis.Buffer;
