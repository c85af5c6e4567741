import { parentPort, workerData } from 'node:worker_threads';
import { extractText, getDocumentProxy, getMeta } from 'unpdf';
import * as z from 'zod';

/** The first pages say what a document is about; the rest is not needed to judge it. */
const PAGES = 12;

// A file from anywhere is taken apart here, in a thread that can be ended.
const bytes = z.instanceof(Uint8Array).parse(workerData);
const document = await getDocumentProxy(bytes);
const { info } = await getMeta(document);
const { text } = await extractText(document, { mergePages: false });
const title = z.object({ Title: z.string() }).safeParse(info);
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort?.postMessage({ title: title.success ? title.data.Title : '', pages: text.slice(0, PAGES) });
