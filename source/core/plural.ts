/** `1 run`, `2 runs`. @param many of what takes no `s` */
export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
