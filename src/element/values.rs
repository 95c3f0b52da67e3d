//! What an element takes as a child, an attribute or a property: a value, or a closure that is run again whenever the
//! signals change that it reads.

use web_sys::Element as DomElement;

use super::{
    Element, append, bind_attribute, bind_boxed, bind_children, bind_text, set_attribute, set_property,
};
use leptos::prelude::document;

/// A child, or several, after what is there already.
pub trait Child {
    /// Puts it at the end.
    fn append_to(self, parent: &DomElement);
}

impl Child for &str {
    fn append_to(self, parent: &DomElement) {
        append(parent, &document().create_text_node(self));
    }
}

impl Child for &String {
    fn append_to(self, parent: &DomElement) {
        self.as_str().append_to(parent);
    }
}

impl Child for String {
    fn append_to(self, parent: &DomElement) {
        self.as_str().append_to(parent);
    }
}

impl Child for &Element {
    fn append_to(self, parent: &DomElement) {
        append(parent, self.dom());
    }
}

impl Child for Element {
    fn append_to(self, parent: &DomElement) {
        append(parent, self.dom());
    }
}

impl Child for &[Element] {
    fn append_to(self, parent: &DomElement) {
        self.iter().for_each(|child| append(parent, child.dom()));
    }
}

impl<const N: usize> Child for [Element; N] {
    fn append_to(self, parent: &DomElement) {
        self.as_slice().append_to(parent);
    }
}

impl Child for &Vec<Element> {
    fn append_to(self, parent: &DomElement) {
        self.as_slice().append_to(parent);
    }
}

impl Child for Vec<Element> {
    fn append_to(self, parent: &DomElement) {
        self.as_slice().append_to(parent);
    }
}

impl<F: Fn() -> T + 'static, T: Changing> Child for F {
    fn append_to(self, parent: &DomElement) {
        T::follow(parent, Box::new(self));
    }
}

/// A child that a closure makes anew.
pub trait Changing: Sized {
    /// Puts it at the end, and keeps it as the closure has it.
    fn follow(parent: &DomElement, child: Box<dyn Fn() -> Self>);
}

impl Changing for String {
    fn follow(parent: &DomElement, child: Box<dyn Fn() -> Self>) {
        bind_text(parent, child);
    }
}

impl Changing for Vec<Element> {
    fn follow(parent: &DomElement, child: Box<dyn Fn() -> Self>) {
        bind_children(parent, child);
    }
}

/// What an attribute is.
pub trait Attribute {
    /// Sets it.
    fn set(self, element: &DomElement, name: &'static str);
}

impl Attribute for &str {
    fn set(self, element: &DomElement, name: &'static str) {
        set_attribute(element, name, Some(self));
    }
}

impl Attribute for &String {
    fn set(self, element: &DomElement, name: &'static str) {
        set_attribute(element, name, Some(self));
    }
}

/// There, and empty, or not there.
impl Attribute for bool {
    fn set(self, element: &DomElement, name: &'static str) {
        set_attribute(element, name, self.then_some(""));
    }
}

impl<F: Fn() -> T + 'static, T: ChangingAttribute> Attribute for F {
    fn set(self, element: &DomElement, name: &'static str) {
        T::follow(element, name, Box::new(self));
    }
}

/// An attribute's value that a closure makes anew.
pub trait ChangingAttribute: Sized {
    /// Sets the attribute, and keeps it as the closure has it.
    fn follow(element: &DomElement, name: &'static str, value: Box<dyn Fn() -> Self>);
}

/// `None` where it is not there.
impl ChangingAttribute for Option<String> {
    fn follow(element: &DomElement, name: &'static str, value: Box<dyn Fn() -> Self>) {
        bind_attribute(element.clone(), name, value);
    }
}

impl ChangingAttribute for bool {
    fn follow(element: &DomElement, name: &'static str, value: Box<dyn Fn() -> Self>) {
        bind_attribute(element.clone(), name, Box::new(move || value().then(String::new)));
    }
}

/// What a property is.
pub trait Property {
    /// Sets it.
    fn set(self, element: &DomElement, name: &'static str);
}

impl Property for &str {
    fn set(self, element: &DomElement, name: &'static str) {
        set_property(element, name, &self.into());
    }
}

impl Property for String {
    fn set(self, element: &DomElement, name: &'static str) {
        Property::set(self.as_str(), element, name);
    }
}

impl Property for bool {
    fn set(self, element: &DomElement, name: &'static str) {
        set_property(element, name, &self.into());
    }
}

impl<F: Fn() -> T + 'static, T: ChangingProperty> Property for F {
    fn set(self, element: &DomElement, name: &'static str) {
        T::follow(element.clone(), name, Box::new(self));
    }
}

/// A property's value that a closure makes anew.
pub trait ChangingProperty: Sized {
    /// Sets the property, and keeps it as the closure has it.
    fn follow(element: DomElement, name: &'static str, value: Box<dyn Fn() -> Self>);
}

impl ChangingProperty for String {
    fn follow(element: DomElement, name: &'static str, value: Box<dyn Fn() -> Self>) {
        bind_boxed(Box::new(move || set_property(&element, name, &value().into())));
    }
}

impl ChangingProperty for bool {
    fn follow(element: DomElement, name: &'static str, value: Box<dyn Fn() -> Self>) {
        bind_boxed(Box::new(move || set_property(&element, name, &value().into())));
    }
}
