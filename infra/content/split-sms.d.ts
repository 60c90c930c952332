/** The part of split-sms that is used here; the package has no types of its own. */
declare module 'split-sms' {
  export function split(text: string): {
    characterSet: 'GSM' | 'Unicode';
    parts: { content: string; length: number; bytes: number }[];
    bytes: number;
    length: number;
    remainingInPart: number;
  };
}
