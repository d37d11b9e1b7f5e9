// What compromise, chrono and Recognizers-Text say of the articles, as they say it; each is given the text and the document's date.
//   npm install --no-save compromise@14.17.0 chrono-node@2.10.3 @microsoft/recognizers-text-date-time@1.3.1
//   dateline variants all:10 --seed 2026 --texts -o texts.jsonl
//   node leaderboard/systems/javascript.mjs compromise texts.jsonl > compromise.json
import { readFileSync } from "node:fs";
const [tool, texts] = process.argv.slice(2);

async function extractor() {
  if (tool === "compromise") {
    const { default: nlp } = await import("compromise");
    const told = (view, label) => view.json({ offset: true }).map((item) => ({ text: item.text, label, offset: item.offset }));
    return (text) => {
      const doc = nlp(text);
      return [...told(doc.people(), "PER"), ...told(doc.places(), "GPE"), ...told(doc.organizations(), "ORG")];
    };
  }
  if (tool === "chrono") {
    const chrono = await import("chrono-node");
    return (text, dct) =>
      chrono.parse(text, dct).map((found) => ({
        index: found.index,
        text: found.text,
        start: { known: found.start.knownValues, implied: found.start.impliedValues },
        end: found.end ? { known: found.end.knownValues } : null,
      }));
  }
  if (tool === "recognizers") {
    const { default: recognizers } = await import("@microsoft/recognizers-text-date-time");
    return (text, dct) => recognizers.recognizeDateTime(text, recognizers.Culture?.English ?? "en-us", 0, dct);
  }
  throw new Error(`no tool ${tool}: compromise, chrono or recognizers`);
}

const extract = await extractor();
const articles = readFileSync(texts, "utf8").trim().split("\n").map((line) => JSON.parse(line));
const found = Object.fromEntries(articles.map(({ id, text, dct }) => [id, extract(text, new Date(`${dct}T12:00:00Z`))]));
console.log(JSON.stringify(found, null, 1));
