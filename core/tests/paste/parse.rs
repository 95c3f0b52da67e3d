//! HTML as a browser reads it, handed over as the page does.

use html5ever::driver::ParseOpts;
use html5ever::tendril::TendrilSink;
use html5ever::tree_builder::TreeBuilderOpts;
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use submission_core::paste::{ATTRIBUTES, Pasted, TooLarge, Tree, from_html};
use submission_core::richtext::write;

/// The tree of a document, without running anything.
pub fn tree(html: &str) -> Result<Tree, TooLarge> {
    let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let dom = html5ever::parse_document(RcDom::default(), ParseOpts { tree_builder, ..ParseOpts::default() })
        .one(html);
    let mut tree = Tree::new();
    // Without recursion: the nesting of a page has no bound.
    let mut steps: Vec<Option<Handle>> = vec![Some(dom.document.clone())];
    while let Some(step) = steps.pop() {
        let Some(node) = step else {
            tree.close();
            continue;
        };
        match &node.data {
            NodeData::Text { contents } => tree.text(&contents.borrow())?,
            NodeData::Comment { contents } => tree.comment(contents)?,
            NodeData::Element { name, attrs, .. } => {
                tree.open(&name.local)?;
                for attribute in attrs.borrow().iter().filter(|its| ATTRIBUTES.contains(&&*its.name.local)) {
                    tree.attribute(&attribute.name.local, &attribute.value)?;
                }
                steps.push(None);
            }
            _ => {}
        }
        steps.extend(node.children.borrow().iter().rev().cloned().map(Some));
    }
    Ok(tree)
}

/// What is pasted of this HTML.
pub fn paste(html: &str) -> Pasted {
    from_html(&tree(html).unwrap())
}

/// The same as Markdown.
pub fn markdown(html: &str) -> String {
    write(&paste(html).text)
}

/// Compares many at once, and says all that differ.
pub fn assert_all(cases: &[(&str, &str, &str)], read: impl Fn(&str) -> String) {
    let mut wrong = Vec::new();
    for (name, given, expected) in cases {
        let found = read(given);
        if found.trim_end() != expected.trim_end() {
            wrong.push(format!("--- {name}\n{given}\n--- expected\n{expected}\n--- found\n{found}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {} differ\n{}", wrong.len(), cases.len(), wrong.join("\n\n"));
}
