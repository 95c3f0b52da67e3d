//! What elements are by their names.

/// What an element is for the reader.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Inline,
    Block,
    Paragraph,
    Heading(u32),
    Preformatted,
    Quote,
    List,
    Item,
    Term,
    Table,
    Row,
    Cell,
    Break,
    Rule,
    Link,
    /// It stands in quotation marks.
    Quoted,
    Raised,
    Picture,
    Field,
    /// Nothing of it is seen.
    Dropped,
}

pub(super) fn kind(name: &str) -> Kind {
    match name {
        "p" => Kind::Paragraph,
        "h1" => Kind::Heading(1),
        "h2" => Kind::Heading(2),
        "h3" => Kind::Heading(3),
        "h4" => Kind::Heading(4),
        "h5" => Kind::Heading(5),
        "h6" => Kind::Heading(6),
        "pre" | "listing" | "plaintext" | "xmp" => Kind::Preformatted,
        "blockquote" => Kind::Quote,
        "ul" | "ol" | "menu" | "dir" => Kind::List,
        "li" => Kind::Item,
        "dt" => Kind::Term,
        "table" => Kind::Table,
        "tr" => Kind::Row,
        "td" | "th" => Kind::Cell,
        "br" => Kind::Break,
        "hr" => Kind::Rule,
        "a" => Kind::Link,
        "q" => Kind::Quoted,
        "sup" => Kind::Raised,
        "img" | "image" | "svg" | "picture" | "video" | "audio" | "canvas" | "iframe" | "object"
        | "embed" | "applet" => Kind::Picture,
        "input" | "select" | "textarea" | "button" | "meter" | "progress" => Kind::Field,
        "head" | "style" | "script" | "title" | "meta" | "link" | "base" | "template" | "noscript"
        | "noframes" | "noembed" | "frameset" | "frame" | "datalist" | "colgroup" | "col" | "map"
        | "area" | "param" | "source" | "track" | "wbr" | "annotation" | "annotation-xml" | "xml" => {
            Kind::Dropped
        }
        "address" | "article" | "aside" | "body" | "caption" | "center" | "dd" | "details" | "dialog"
        | "div" | "dl" | "fieldset" | "figcaption" | "figure" | "footer" | "form" | "header" | "hgroup"
        | "html" | "legend" | "main" | "nav" | "search" | "section" | "summary" | "tbody" | "tfoot"
        | "thead" => Kind::Block,
        _ => Kind::Inline,
    }
}

/// It begins a line.
pub(crate) fn is_block(name: &str) -> bool {
    !matches!(
        kind(name),
        Kind::Inline
            | Kind::Break
            | Kind::Link
            | Kind::Quoted
            | Kind::Raised
            | Kind::Picture
            | Kind::Field
            | Kind::Dropped
    )
}
