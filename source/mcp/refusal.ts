/** Words for whoever called a tool. The words of any other error may tell what is withheld, and go no further. */
export class Refusal extends Error {}
