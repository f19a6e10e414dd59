import { SaxesParser } from 'saxes';

/** One element of a document, namespaces resolved. `text` is the text directly inside it, untrimmed. */
export interface XmlElement {
  readonly namespace: string;
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

/** The text is not a document that we are willing to read. */
export class UnreadableXml extends Error {
  override readonly name = 'UnreadableXml';
  /** Where it was seen, counted from 1; null unless that was asked for. */
  readonly place: Place | null;

  constructor(message: string, options: ErrorOptions & { readonly place: Place | null }) {
    super(message, options);
    this.place = options.place;
  }
}

export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface ReadLimits {
  /** Deeper nesting is refused. */
  readonly maxDepth: number;
  /** More elements are refused. */
  readonly maxElements: number;
  /** Whether it is said where a document is wrong, for whoever wrote it. */
  readonly tellsPlace?: boolean;
}

const DEFAULT_LIMITS: ReadLimits = { maxDepth: 64, maxElements: 200_000 };

interface Draft {
  namespace: string;
  name: string;
  attributes: Map<string, string>;
  children: Draft[];
  text: string;
}

/**
 * Reads a whole document into a tree.
 *
 * Document type declarations are refused, and with them every entity but the five of XML itself: nothing
 * is expanded and nothing is fetched.
 *
 * @throws UnreadableXml when the text is not well-formed, has a DOCTYPE, or exceeds the limits
 */
export function readXml(text: string, limits: ReadLimits = DEFAULT_LIMITS): XmlElement {
  const { tellsPlace = false } = limits;
  const parser = new SaxesParser({ xmlns: true, position: tellsPlace });
  const open: Draft[] = [];
  let root: Draft | undefined;
  let elements = 0;

  const unreadable = (message: string, cause?: Error): UnreadableXml => {
    const place = tellsPlace ? { line: parser.line, column: parser.column + 1 } : null;
    return new UnreadableXml(message, { cause, place });
  };
  parser.on('doctype', () => {
    throw unreadable('a document type declaration is not allowed');
  });
  parser.on('error', (error) => {
    throw unreadable(error.message, error);
  });
  parser.on('opentag', (tag) => {
    elements += 1;
    if (elements > limits.maxElements) throw unreadable('too many elements');
    if (open.length >= limits.maxDepth) throw unreadable('nested too deeply');
    const attributes = new Map<string, string>();
    for (const attribute of Object.values(tag.attributes)) {
      attributes.set(attribute.local, attribute.value);
    }
    const element: Draft = {
      namespace: tag.uri,
      name: tag.local,
      attributes,
      children: [],
      text: '',
    };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on('closetag', () => {
    open.pop();
  });
  const append = (part: string): void => {
    const element = open.at(-1);
    if (element) element.text += part;
  };
  parser.on('text', append);
  parser.on('cdata', append);

  parser.write(text).close();
  if (!root) throw unreadable('no root element');
  return root;
}

/** The first child of that local name, whatever its namespace. */
export function child(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((candidate) => candidate.name === name);
}

/** All descendants of that local name, in document order. */
export function descendants(element: XmlElement, name: string): XmlElement[] {
  return element.children.flatMap((candidate) => [
    ...(candidate.name === name ? [candidate] : []),
    ...descendants(candidate, name),
  ]);
}
