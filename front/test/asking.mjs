// Plain requests, without a browser: bytes as they cross the wire, and text.
import http from "node:http";
import { brotliDecompressSync } from "node:zlib";

/** Asks once and follows nothing. Gives status, headers, the bytes on the wire and their number. */
export function ask(url, headers = {}) {
  return new Promise((done, fail) => {
    const request = http.get(url, { headers, agent: false }, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part));
      response.on("end", () => done({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }));
    });
    request.setTimeout(20_000, () => request.destroy(new Error(`${url} did not answer within 20 s`)));
    request.on("error", fail);
  });
}

/** The text of a page, and how many bytes it took compressed. */
export async function askCompressed(url) {
  const answer = await ask(url, { "accept-encoding": "br" });
  const encoding = answer.headers["content-encoding"] ?? "identity";
  const text = (encoding === "br" ? brotliDecompressSync(answer.body) : answer.body).toString("utf8");
  return { ...answer, encoding, text, bytes: answer.body.length };
}
