import { isElement, isText, type HtmlNode } from '../../base/html.ts';
import { textOf } from '../json-ld.ts';
import type { Line } from '../lines.ts';
import { plainText } from '../plain-text.ts';

/** What a line says between its breaks. */
export function piecesBetweenBreaks({ element }: Line): readonly string[] {
  const pieces = [''];
  const add = (nodes: readonly HtmlNode[]): void => {
    for (const node of nodes) {
      if (isElement(node) && node.name === 'br') pieces.push('');
      else if (isElement(node) && node.children.some((child) => isElement(child) && child.name === 'br'))
        add(node.children);
      else pieces.push(`${pieces.pop()}${isElement(node) ? textOf(node) : isText(node) ? node.data : ''}`);
    }
  };
  add(element.children);
  return pieces.map((piece) => plainText(piece)).filter((piece) => piece !== '');
}

/** Those of them that the line is made of: its element may hold more than it. */
export function partsOf(line: Line): readonly string[] {
  const parts = piecesBetweenBreaks(line).filter((part) => line.text.includes(part));
  return parts.join(' ') === line.text ? parts : [line.text];
}
