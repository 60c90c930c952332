/** The poster and the card as pages to print. They are black on white, so any printer will do. */

import { html, raw } from 'hono/html';
import qrcode from 'qrcode-generator';

/** The words, with everything filled in. */
export interface Poster {
  question: string;
  textThis: string;
  scan: string;
  others: string;
  smallPrint: string[];
  danger: string;
  talk: string;
  /** The topics, with a few plain words about each. */
  topics: { keyword: string; hint: string }[];
  /** The number to text, in ITU-T E.164: +447700900123. */
  number: string;
  /** The word to text. */
  keyword: string;
}

export type PosterSize = 'poster' | 'card';

/** Both are ISO 216 sizes. The card is a quarter of the poster. */
const PAPER: Record<PosterSize, string> = { poster: 'A4', card: 'A6 landscape' };

/**
 * The content of the QR code. A phone's camera opens a message to the number, with the word filled in.
 * https://github.com/zxing/zxing/wiki/Barcode-Contents#smsmmsfacetime
 *
 * @example messageLink({ number: '+447700900123', keyword: 'GRADES' }) // 'SMSTO:+447700900123:GRADES'
 */
export function messageLink({ number, keyword }: Pick<Poster, 'number' | 'keyword'>): string {
  return `SMSTO:${number}:${keyword}`;
}

/** A complete HTML document that needs no other files. */
export function renderPoster(poster: Poster, size: PosterSize): string {
  const { question, textThis, scan, others, topics, smallPrint, danger, talk } = poster;
  const list = topics.map(({ keyword, hint }) => html`<li><b>${keyword}</b> ${hint}</li>`);
  const document = html`<!doctype html>
<html lang="en-GB">
<head><meta charset="utf-8"><title>${question}</title><style>${raw(STYLES)}@page{size:${PAPER[size]}}</style></head>
<body class="${size}">
<main>
<h1>${question}</h1>
<div class="how"><p class="text-this">${textThis}</p><figure>${raw(drawQrCode(poster))}<figcaption>${scan}</figcaption></figure></div>
${size === 'poster' ? html`<section><h2>${others}</h2><ul>${list}</ul></section>` : ''}
<section class="small-print">${smallPrint.map((line) => html`<p>${line}</p>`)}</section>
</main>
<footer><p class="danger">${danger}</p><p>${talk}</p></footer>
</body>
</html>
`;
  return String(document);
}

function drawQrCode(poster: Poster): string {
  // About a quarter of the code may be missing or dirty. We use the smallest version with enough room.
  const code = qrcode(0, 'Q');
  code.addData(messageLink(poster));
  code.make();
  return code.createSvgTag({ scalable: true, margin: 4 });
}

const STYLES = `
@page{margin:0}
*{box-sizing:border-box;margin:0}
body{color:#000;background:#fff;font-family:"Open Sans",Arial,sans-serif;line-height:1.3;display:flex;flex-direction:column;
-webkit-print-color-adjust:exact;print-color-adjust:exact}
main{flex:1;display:flex;flex-direction:column;justify-content:space-evenly}
.how{display:flex;align-items:center;justify-content:space-between}
.text-this{font-weight:700;border:solid #000;flex:1;text-align:center}
figure{text-align:center;flex:none}
svg{display:block;width:100%;height:auto}
ul{list-style:none;padding:0;columns:2}
footer{background:#000;color:#fff}
.danger{font-weight:700}
.poster{width:210mm;height:297mm;font-size:15pt}
.poster main{padding:14mm 14mm 8mm}
.poster h1{font-size:40pt;line-height:1.1}
.poster .text-this{font-size:34pt;line-height:1.2;border-width:1.5mm;border-radius:5mm;padding:8mm 6mm;margin-right:8mm}
.poster figure{width:62mm;font-size:12pt}
.poster h2{font-size:18pt;margin-bottom:3mm}
.poster li{margin-bottom:1.5mm}
.poster .small-print{font-size:12pt}
.poster footer{padding:8mm 14mm;font-size:20pt}
.poster .danger{font-size:26pt}
.card{width:148mm;height:105mm;font-size:9pt}
.card main{padding:6mm 7mm 3mm}
.card h1{font-size:17pt;line-height:1.15}
.card .text-this{font-size:17pt;border-width:.8mm;border-radius:3mm;padding:4mm;margin-right:5mm}
.card figure{width:32mm;font-size:7pt}
.card .small-print{font-size:8pt}
.card footer{padding:3mm 7mm;font-size:11pt}
.card .danger{font-size:13pt}
`;
