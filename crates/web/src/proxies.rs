//! Whom to believe about a reader's address: only proxies that the settings name.

use http::HeaderMap;
use std::net::IpAddr;

/// The address at the other end of a connection, put into each request's extensions.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer(pub(crate) IpAddr);

/// Addresses of the station's own proxies.
#[derive(Clone, Debug, Default)]
pub struct Proxies(pub Vec<IpAddr>);

impl Proxies {
    /// The reader's address: the peer's, or, when the peer is one of ours, the last address in `X-Forwarded-For`
    /// that is not. What comes before that was written by the reader and proves nothing.
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        if !self.0.contains(&peer) {
            return peer;
        }
        let fields = headers.get_all("x-forwarded-for").iter().rev();
        let hops = fields.filter_map(|field| field.to_str().ok()).flat_map(|field| field.rsplit(','));
        hops.map_while(|hop| hop.trim().parse().ok()).find(|hop| !self.0.contains(hop)).unwrap_or(peer)
    }
}

/// What a limit counts by: one IPv4 address, or one IPv6 network of 64 bits, which is what one customer gets.
pub(crate) fn bucket(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => {
            let network = u128::from(v6) & !(u128::from(u64::MAX));
            IpAddr::V6(network.into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_proxies_are_believed() {
        let ip = |text: &str| text.parse::<IpAddr>().unwrap();
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", "6.6.6.6, 203.0.113.9, 10.0.0.2".parse().unwrap());
        assert_eq!(Proxies::default().client(ip("198.51.100.1"), &headers), ip("198.51.100.1"));
        let proxies = Proxies(vec![ip("10.0.0.1"), ip("10.0.0.2")]);
        assert_eq!(proxies.client(ip("10.0.0.1"), &headers), ip("203.0.113.9"));
        assert_eq!(proxies.client(ip("10.0.0.1"), &HeaderMap::new()), ip("10.0.0.1"));
    }
}
