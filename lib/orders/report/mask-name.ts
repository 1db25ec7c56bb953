/** A person's name of which only the first letters are left: `Примеров Пример` → `П*** П***`. */
export const maskName = (name: string): string => name.replace(/[^\s]+/gu, (word) => `${[...word][0]}***`);
